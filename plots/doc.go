// Package plots answers "what does the season look like?": it turns a
// result.Run into figures whose headlines state the finding, and into one
// report page that holds them. It draws from results alone and has never met
// the simulator.
//
//	result.Run ──► measures (series.go, lines.go, clearing.go, service.go)
//	                  │
//	                  ├─► sentences ──► headline, alt text
//	                  └─► one figure a file (orders.go, complaints.go, ...)
//	                           │  drawn on a page (figure.go) with panels (panel.go)
//	                           ▼
//	         PNG at 192 dpi · SVG with glyph outlines (svg.go) · report.html (report.go, tables.go, webfont.go)
//
// Everything is computed when Figures is called and only drawn afterwards, so
// that a figure comes out as the same bytes every time and in every format.
//
// Start reading at figures.go; one figure, such as late.go, shows the pattern.
package plots
