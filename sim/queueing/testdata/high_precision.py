"""Writes high_precision.csv: python3 high_precision.py > high_precision.csv

Needs mpmath (1.3.0 was used), 40 digits. Service times have mean 1. Erlang B is
the sum of n!/(n-k)!/a^k; Erlang A sums the birth-death chain state by state and
integrates the density of the wait numerically, so that neither shares its method
with the Go code. Of the other patiences the mean cut off at t, H(t), is a closed form
here and an integral there.
"""
from mpmath import mp, mpf, quad, exp, expm1, log, ncdf, nstr, sqrt
mp.dps = 40


def erlang_b(a, n):
    total, term = mpf(1), mpf(1)
    for k in range(n):
        term *= (n - k) / mpf(a)
        total += term
        if term < total * mpf(10) ** -40 and k > n - a:
            break
    return 1 / total


def chain(a, theta, n):
    """Sum of the chain above n relative to state n, and mean queue."""
    total, queue, term, j = mpf(1), mpf(0), mpf(1), 0
    while True:
        j += 1
        ratio = mpf(a) / (n + j * mpf(theta))
        term *= ratio
        total += term
        queue += j * term
        if ratio < 1 and term * j < (1 - ratio) ** 2 * queue * mpf(10) ** -30:
            return total, queue


def erlang_a(a, theta, n, within):
    a, theta, t = mpf(a), mpf(theta), mpf(within)
    b = erlang_b(a, n)
    total, queue = chain(a, theta, n)
    p0 = 1 / (1 / b - 1 + total)  # of n busy, nobody waiting
    wait = total * p0
    abandon = theta * queue * p0 / a
    g = lambda x: -a / theta * expm1(-theta * x) - n * x
    peak = log(a / n) / theta if a > n else mpf(0)
    top, width = g(peak), 1 / sqrt(n * theta) + 1 / mpf(abs(n - a) + sqrt(n))
    f = lambda x: exp(g(x) - top)
    end = peak + 12 * width
    while f(end) > mpf(10) ** -35:
        end += 12 * width
    pieces = lambda lo, hi: [lo + (hi - lo) * mpf(i) / 64 for i in range(65)]
    whole = quad(f, pieces(mpf(0), end))
    t = min(t, end)
    served = quad(lambda x: exp(-theta * x) * f(x), pieces(mpf(0), t))
    later = quad(f, pieces(t, end)) if t < end else mpf(0)
    return [wait, abandon, queue * p0, 1 - wait + wait * served / whole, wait * exp(-theta * t) * later / whole]


def show(*fields):
    print(",".join(str(x) if isinstance(x, (str, int)) else nstr(x, 17) for x in fields))


show("model", "load", "theta", "servers", "within", "metric", "expected")
for a, n in [("0.5", 3), ("10", 14), ("9000", 10000), ("9900", 10000), ("10000", 10000), ("15000", 10000),
             ("99500", 100000), ("100000", 100000), ("1", 150), ("200000", 100000)]:
    b = erlang_b(mpf(a), n)
    show("B", a, "", n, "", "blocking", b)
    if mpf(a) < n:
        c = b / (1 - mpf(a) / n * (1 - b))
        show("C", a, "", n, "", "wait probability", c)
        show("C", a, "", n, "", "mean wait", c / (n - mpf(a)))
for a, theta, n, t in [("5", "0.5", 4, "0.3"), ("9900", "0.6", 10000, "0.01"), ("10000", "1", 10000, "0.005"),
                       ("12000", "0.5", 10000, "0.36"), ("9950", "1e-6", 10000, "0.02"), ("120", "0.001", 100, "180"),
                       ("100000", "0.3", 100000, "0.003"), ("100500", "0.05", 100000, "0.1"), ("99000", "5", 100000, "0.0001"),
                       ("3", "100", 4, "0.01"), ("0.2", "0.05", 1, "1"),
                       ("10010", "0.1", 10000, "0.01"), ("100020", "0.2", 100000, "0.002"), ("70", "1", 16, "1"), ("300", "5", 1, "0.5")]:
    for name, v in zip(["wait probability", "abandonment", "mean queue", "service level", "wait tail"], erlang_a(a, theta, n, t)):
        show("A", a, theta, n, t, name, v)


def impatient(a, n, survival, cut, within):
    """M/M/n+G by quadrature; survival and cut are S(t) and H(t) of patience."""
    a, t = mpf(a), mpf(within)
    f = lambda x: exp(a * cut(x) - n * x)
    end = mpf(1)
    while f(end) > mpf(10) ** -30:
        end *= 2
    grid = lambda lo, hi: [lo + (hi - lo) * (mpf(i) / 96) ** 2 for i in range(97)]
    e = 1 / erlang_b(a, n - 1)
    j = quad(f, grid(mpf(0), end))
    scale = a / (e + a * j)
    return [j * scale, quad(lambda x: (1 - survival(x)) * f(x), grid(mpf(0), end)) * scale,
            quad(lambda x: cut(x) * f(x), grid(mpf(0), end)) * scale * a,
            1 - j * scale + quad(lambda x: survival(x) * f(x), grid(mpf(0), t)) * scale,
            survival(t) * quad(f, grid(t, end)) * scale]


def erlang2(mean):
    k = 2 / mpf(mean)
    return lambda t: exp(-k * t) * (1 + k * t), lambda t: (2 - exp(-k * t) * (2 + k * t)) / k


def lognormal(mean, sd):
    mu = log(mpf(mean)) - mpf(sd) ** 2 / 2
    z = lambda t: (log(t) - mu) / sd
    s = lambda t: mpf(1) if t == 0 else ncdf(-z(t))
    return s, lambda t: mpf(0) if t == 0 else mpf(mean) * ncdf(z(t) - sd) + t * ncdf(-z(t))


mp.dps = 25
for name, (s, h), a, n, t in [("erlang2 mean 0.5", erlang2("0.5"), "48", 50, "0.05"), ("erlang2 mean 0.5", erlang2("0.5"), "60", 50, "0.2"),
                              ("lognormal mean 1 logSD 1", lognormal(1, 1), "52", 50, "0.1"), ("lognormal mean 0.2 logSD 1.5", lognormal("0.2", mpf("1.5")), "3", 3, "0.1")]:
    for metric, v in zip(["wait probability", "abandonment", "mean queue", "service level", "wait tail"], impatient(a, n, s, h, t)):
        show(name, a, "", n, t, metric, v)
