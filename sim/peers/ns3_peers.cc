// M/M/1 and M_t/M/60+M on the event list of ns-3, the one compiled discrete-event
// simulator that Debian serves. ns-3 is made for networks and has no resource: the
// queue and the servers are written here, as lean as they can be.
//
//   ns3_peers mm1|mtm CUSTOMERS
//
// One event each for arrival, end of service and, in M_t/M/60+M, the end of patience,
// which is cancelled when service begins. Prints customers, the figure and, where there
// are days to compare, its standard error.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <vector>

#include "ns3/core-module.h"

using namespace ns3;

// Station is an M_t/M/s+M queue, first come first served. Times in seconds.
struct Station {
  long customers;
  int servers;
  double meanService, meanPatience;  // meanPatience 0: they wait for ever
  double mean, swing, period;        // arrivals a second: mean + swing sin(2 pi t/period)

  struct Waiting {
    double since;
    EventId patience;
    bool gone;
  };
  // Head of the queue is number `first`; those who left stay in it, marked, until it
  // is their turn.
  std::deque<Waiting> queue;
  size_t first = 0;
  long arrived = 0;
  int busy = 0;
  double waited = 0, next = 0;
  std::vector<long> came, left;  // by period
  Ptr<ExponentialRandomVariable> exponential = CreateObject<ExponentialRandomVariable>();
  Ptr<UniformRandomVariable> uniform = CreateObject<UniformRandomVariable>();

  void ScheduleArrival() {
    if (arrived == customers) return;
    double most = mean + swing;
    do {  // thinning: no event for what is dropped
      next += exponential->GetValue(1 / most, 0);
    } while (swing > 0 && most * uniform->GetValue(0, 1) >= mean + swing * std::sin(2 * M_PI / period * next));
    Simulator::Schedule(Seconds(next) - Simulator::Now(), &Station::Arrive, this);
  }

  void Arrive() {
    ++arrived;
    size_t day = size_t(Simulator::Now().GetSeconds() / period);
    if (came.size() <= day) came.resize(day + 1), left.resize(day + 1);
    ++came[day];
    if (busy < servers) {
      ++busy;
      Serve();
    } else {
      Waiting w{Simulator::Now().GetSeconds(), EventId(), false};
      if (meanPatience > 0) {
        w.patience = Simulator::Schedule(Seconds(exponential->GetValue(meanPatience, 0)), &Station::Leave, this,
                                         first + queue.size(), day);
      }
      queue.push_back(w);
    }
    ScheduleArrival();
  }

  void Leave(size_t number, size_t day) {
    queue[number - first].gone = true;
    ++left[day];
  }

  void Serve() { Simulator::Schedule(Seconds(exponential->GetValue(meanService, 0)), &Station::Finish, this); }

  void Finish() {
    while (!queue.empty()) {
      Waiting w = queue.front();
      queue.pop_front();
      ++first;
      if (w.gone) continue;
      w.patience.Cancel();
      waited += Simulator::Now().GetSeconds() - w.since;
      Serve();
      return;
    }
    --busy;
  }
};

int main(int argc, char** argv) {
  if (argc != 3) return std::fprintf(stderr, "usage: ns3_peers mm1|mtm CUSTOMERS\n"), 2;
  bool mm1 = std::string(argv[1]) == "mm1";
  long n = std::atol(argv[2]);
  RngSeedManager::SetSeed(1);
  Station s{n, 1, 6, 0, 480. / 3600, 0, 24 * 3600.};
  if (!mm1) s.servers = 60, s.meanService = s.meanPatience = 1800, s.mean = 100. / 3600, s.swing = 80. / 3600;
  s.ScheduleArrival();
  Simulator::Run();
  if (mm1) {
    std::printf("%ld %.6f\n", n, s.waited / n);
    return 0;
  }
  long gone = 0;
  for (long l : s.left) gone += l;
  double p = double(gone) / n, spread = 0;
  for (size_t d = 0; d < s.came.size(); ++d) spread += std::pow(s.left[d] - p * s.came[d], 2);
  std::printf("%ld %.6f %.6f\n", n, p, std::sqrt(spread) / n);
}
