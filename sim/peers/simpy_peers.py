"""M/M/1 and M_t/M/60+M in SimPy, written as its documentation writes a bank.

    simpy_peers.py mm1|mtm CUSTOMERS

One process a customer, one Resource, patience by `request | timeout` (SimPy's
example "Bank Renege"). No statistics but the one that is asked for. Prints
customers, the figure and, where there are days to compare, its standard error.
"""
import math
import random
import sys

import simpy

case, customers = sys.argv[1], int(sys.argv[2])
random.seed(1)
exponential = random.expovariate
env = simpy.Environment()


def mm1():
    """480 arrivals an hour, service 6 s on average; time in seconds."""
    server = simpy.Resource(env, capacity=1)
    waited = 0.0

    def customer():
        nonlocal waited
        arrived = env.now
        with server.request() as turn:
            yield turn
            waited += env.now - arrived
            yield env.timeout(exponential(1 / 6))

    def source():
        for _ in range(customers):
            yield env.timeout(exponential(480 / 3600))
            env.process(customer())

    env.process(source())
    env.run()
    print(customers, waited / customers)


def mtm():
    """100 + 80 sin(2 pi t/24) arrivals an hour, 60 servers; time in hours."""
    servers = simpy.Resource(env, capacity=60)
    came, left = [], []  # by day, for the standard error

    def customer(day):
        with servers.request() as turn:
            won = yield turn | env.timeout(exponential(2))
            if turn in won:
                yield env.timeout(exponential(2))
            else:
                left[day] += 1

    def source():
        at = 0.0
        for _ in range(customers):
            while True:  # thinning of a stream of 180 an hour: no event for what is dropped
                at += exponential(180)
                if 180 * random.random() < 100 + 80 * math.sin(2 * math.pi / 24 * at):
                    break
            yield env.timeout(at - env.now)
            day = int(at / 24)
            while len(came) <= day:
                came.append(0)
                left.append(0)
            came[day] += 1
            env.process(customer(day))

    env.process(source())
    env.run()
    p = sum(left) / customers
    spread = sum((b - p * a) ** 2 for a, b in zip(came, left))
    print(customers, p, math.sqrt(spread) / customers)


{"mm1": mm1, "mtm": mtm}[case]()
