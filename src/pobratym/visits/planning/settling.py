"""The hours of the items of one date, once their order is known, and what they are worth.

Going backward from the last item, each begins as late as those after it allow (so nobody waits
between items) and lasts as long as there is room. Whatever begins between its earliest and its
latest time leaves all before it feasible.
"""

from pobratym.visits.planning.board import Board, Node, meet
from pobratym.visits.planning.model import FAR


def worth(board: Board) -> int:
    """Give what the items of a date are worth, settled; losses against before are not in it."""
    if board.worth is None:
        board.settled = _settle(board)
        board.worth = _worth(board)
    return board.worth


class _Room:
    """How much longer items may get: the days' limits and the interpreters' work."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.spent = list(board.spent)
        self.works = list(board.works)
        self.run: dict[int, int] = {}
        self.chain: list[int] = []
        newest: dict[int, int] = {}
        for number, node in enumerate(board.order):
            if node.helper < 0:
                self.chain.append(-1)
                continue
            if node.helper not in newest or board.rests[number]:
                newest[node.helper] = number
            self.chain.append(newest[node.helper])
            self.run[newest[node.helper]] = board.runs[number]

    def more(self, number: int) -> int:
        """Give by how much an item may be longer than its shortest."""
        node = self.board.order[number]
        days = self.board.model.days[self.board.date]
        more = node.most - node.least
        for g in node.groups:
            day = days[g]
            if day is not None and not node.task.pause:
                more = min(more, day.most - self.spent[g])
        if node.helper >= 0:
            helper = self.board.model.problem.helpers[node.helper]
            if helper.day:
                more = min(more, helper.day - self.works[node.helper])
            if helper.run:
                more = min(more, helper.run - self.run[self.chain[number]])
        return more

    def take(self, number: int, more: int) -> None:
        """Note that an item is longer."""
        node = self.board.order[number]
        for g in node.groups:
            self.spent[g] += more
        if node.helper >= 0:
            self.works[node.helper] += more
            self.run[self.chain[number]] += more


class _Following:
    """What comes after the items that are not settled yet."""

    def __init__(self, board: Board) -> None:
        days = board.model.days[board.date]
        self.board = board
        self.limit = [-FAR if day is None else day.high for day in days]
        self.where = [-1 if day is None else day.end for day in days]
        self.has = [False] * len(days)
        self.busy: dict[int, tuple[int, int, bool]] = {}
        self.hosts: dict[int, int] = {}
        self.begun: dict[int, list[tuple[tuple[int, ...], int]]] = {}

    def bound(self, number: int) -> int:
        """Give when an item ends at the latest."""
        board, node = self.board, self.board.order[number]
        way, place, task = board.model.way, board.at[number], node.task
        end = node.high
        for g in node.groups:
            end = min(end, self.limit[g] - way[place][self.where[g]])
        if node.helper in self.busy:
            begin, there, rest = self.busy[node.helper]
            gap = way[place][there]
            helper = board.model.problem.helpers[node.helper]
            end = min(end, begin - (max(gap, helper.rest) if rest else gap))
        for host in task.hosts:
            end = min(end, self.hosts.get(host, FAR))
        for other in task.later:
            for groups, begin in self.begun.get(other, ()):
                if meet(board.model.tasks[other], groups, task, node.groups):
                    end = min(end, begin)
        return end

    def put(self, number: int, begin: int) -> None:
        """Note that an item begins."""
        board, node = self.board, self.board.order[number]
        place = board.at[number]
        for g in node.groups:
            self.has[g] = True
            if node.task.place >= 0:
                self.limit[g], self.where[g] = begin, place
            else:
                self.limit[g] = begin + board.model.way[place][self.where[g]]
        if node.helper >= 0:
            self.busy[node.helper] = begin, place, board.rests[number]
        for host in node.task.hosts:
            self.hosts[host] = begin
        if node.task.first or node.task.later:
            self.begun.setdefault(node.task.number, []).append((node.groups, begin))


def _settle(board: Board) -> list[tuple[int, int]]:
    """Give when each item begins and ends."""
    following, room = _Following(board), _Room(board)
    before = _those_before(board)
    times: list[tuple[int, int]] = [(0, 0)] * len(board.order)
    wish_long = board.model.worth.longer > 0
    for number in range(len(board.order) - 1, -1, -1):
        node, early = board.order[number], board.early[number]
        bound = following.bound(number)
        followed = sum(following.has[g] for g in node.groups)
        more = room.more(number) if wish_long or followed else 0
        if followed and followed >= before[number]:
            begin = max(early, min(node.late, bound - node.least - more))
        else:
            begin = early
        end = min(bound, begin + node.least + more)
        room.take(number, end - begin - node.least)
        following.put(number, begin)
        times[number] = begin, end
    return times


def _those_before(board: Board) -> list[int]:
    """Give for each item how many of its groups have another before it."""
    seen = [0] * len(board.model.people)
    counts = []
    for node in board.order:
        counts.append(sum(seen[g] for g in node.groups))
        for g in node.groups:
            seen[g] = 1
    return counts


def _worth(board: Board) -> int:
    """Give what the settled items of a date are worth."""
    model, worth = board.model, board.model.worth
    days, way = model.days[board.date], model.way
    total = waiting = travel = longer = 0
    free = [-1] * len(days)
    where = [-1 if day is None else day.start for day in days]
    for node, place, (begin, end) in zip(board.order, board.at, board.settled, strict=True):
        total += gain(board, node, begin)
        if not node.task.pause:
            longer += (end - begin - node.task.least) * len(node.groups)
        for g in node.groups:
            gap = way[where[g]][place] if node.task.place >= 0 else 0
            travel += gap
            if free[g] >= 0:
                waiting += begin - free[g] - gap
            free[g], where[g] = end, place
    for g, day in enumerate(days):
        if day is not None and free[g] >= 0:
            travel += way[where[g]][day.end]
    return total + longer * worth.longer - waiting * worth.waiting - travel * worth.travel


def gain(board: Board, node: Node, begin: int) -> int:
    """Give what an item brings by being there, and what it keeps of the programme so far."""
    task, loss = node.task, board.model.loss
    total = task.whole + sum(task.share[g] for g in node.groups)
    if loss:
        for g in node.groups:
            if (task.number, g) in loss:
                start, helper, cost = loss[task.number, g]
                total += cost - (cost // 2 if begin != start else 0)
                total -= cost // 4 if node.helper != helper else 0
    return total
