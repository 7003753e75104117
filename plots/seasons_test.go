package plots

import "peakready/models/result"

type namedSeason struct {
	name  string
	synth synth
}

// seasons are the shapes that every figure must survive.
func seasons() []namedSeason {
	with := func(s synth, f func(*synth)) synth { f(&s); return s }
	return []namedSeason{
		{"ready", ready()},
		{"swamped", swamped()},
		{"tiny", with(ready(), func(s *synth) { s.orders, s.reps = 3, 4 })},
		{"huge", with(swamped(), func(s *synth) { s.orders = 9e8 / 120; s.orders *= 30 })},
		{"unlimited", with(ready(), func(s *synth) { s.capacity, s.mile = 1e5, 1e5 })},
		{"one-replication", with(swamped(), func(s *synth) { s.reps = 1 })},
		{"no-complaints", with(ready(), func(s *synth) { s.trouble = 0 })},
		{"no-double-11", with(ready(), func(s *synth) {
			s.start, s.days = "2027-03-01", 61
			s.events = nil
		})},
		{"one-day", with(ready(), func(s *synth) {
			s.start, s.days = "2026-11-11", 1
			s.events = []result.CalendarEvent{{Name: "双11", From: -1, To: 1}}
		})},
		{"fortnight", with(swamped(), func(s *synth) {
			s.start, s.days = "2026-11-05", 14
			s.events = []result.CalendarEvent{{Name: "双11", From: 5, To: 7}}
		})},
		{"two-years", with(ready(), func(s *synth) { s.days, s.reps = 730, 2 })},
		{"long-names", with(swamped(), func(s *synth) {
			s.firms = []string{"中华人民共和国华北地区优选电子商务供应链管理集团有限责任公司北京分公司"}
			s.pools = []string{"售前咨询在线客服中心（含直播间与短视频渠道）第一组", "A telephone pool with a name that somebody did not think about", "工单"}
			s.regions = []string{"华东地区（上海、江苏、浙江、安徽、福建、江西、山东）", "South and everything beyond the river and over the hills", "鑫鑫", "北", "西", "中"}
			s.events = append(s.events, result.CalendarEvent{Name: "全年最大的购物节暨周年庆典活动预售期", From: 3, To: 8})
		})},
		{"three-firms", with(swamped(), func(s *synth) {
			s.firms = []string{"华北优选", "A/B Shop", "华北优选"}
			s.shared, s.reps = true, 5
		})},
		{"many-pools", with(swamped(), func(s *synth) {
			s.pools = []string{"chat", "phone", "tickets", "售前", "售后", "VIP", "video", "合作方", "夜班", "海外"}
			s.regions = []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"}
			s.reps = 3
		})},
		{"contact-centre", with(swamped(), func(s *synth) { s.orders, s.regions, s.pools = 0, nil, []string{"热线"} })},
		{"contact-centre-day", with(swamped(), func(s *synth) {
			s.orders, s.regions, s.days, s.warmup, s.start = 0, nil, 3, 0, "2026-11-10"
			s.events = []result.CalendarEvent{{Name: "双11", From: 0, To: 2}}
		})},
		{"no-pools", with(ready(), func(s *synth) { s.pools = nil })},
	}
}
