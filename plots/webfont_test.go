package plots

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"testing"

	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// unpack turns a WOFF file back into an OpenType font.
func unpack(t *testing.T, woff []byte) []byte {
	t.Helper()
	if int(binary.BigEndian.Uint32(woff[8:])) != len(woff) {
		t.Fatalf("the file says it has %d bytes, it has %d", binary.BigEndian.Uint32(woff[8:]), len(woff))
	}
	n := int(binary.BigEndian.Uint16(woff[12:]))
	head := append(bytes.Clone(woff[4:8]), woff[12:14]...)
	head = append(head, make([]byte, 6)...)
	var data []byte
	for i := range n {
		e := woff[44+20*i:]
		at, packed, size := binary.BigEndian.Uint32(e[4:]), binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		table := woff[at : at+packed]
		if packed < size {
			r, err := zlib.NewReader(bytes.NewReader(table))
			if err != nil {
				t.Fatal(err)
			}
			if table, err = io.ReadAll(r); err != nil {
				t.Fatal(err)
			}
		}
		if len(table) != int(size) || checksum(table) != binary.BigEndian.Uint32(e[16:]) {
			t.Errorf("table %s has %d bytes of %d or another checksum", e[:4], len(table), size)
		}
		head = append(head, e[:4]...)
		head = binary.BigEndian.AppendUint32(head, checksum(table))
		head = binary.BigEndian.AppendUint32(head, uint32(12+16*n+len(data)))
		head = binary.BigEndian.AppendUint32(head, size)
		data = append(append(data, table...), make([]byte, -len(table)&3)...)
	}
	font := append(head, data...)
	if int(binary.BigEndian.Uint32(woff[16:])) != len(font) {
		t.Errorf("the file says the font has %d bytes, it has %d", binary.BigEndian.Uint32(woff[16:]), len(font))
	}
	return font
}

func TestWebFontKeepsTheUsedOutlinesOnly(t *testing.T) {
	var buf sfnt.Buffer
	whole := loadFaces().regular
	index := func(r rune) sfnt.GlyphIndex {
		g, err := whole.GlyphIndex(&buf, r)
		if err != nil || g == 0 {
			t.Fatalf("%c: glyph %d, %v", r, g, err)
		}
		return g
	}
	woff := webFont(regularOTF, map[sfnt.GlyphIndex]bool{0: true, index('双'): true, index('优'): true})
	if len(woff) > 150_000 {
		t.Errorf("two characters take %d bytes", len(woff))
	}
	part, err := opentype.Parse(unpack(t, woff))
	if err != nil {
		t.Fatal(err)
	}
	outline := func(f *sfnt.Font, g sfnt.GlyphIndex) int {
		var b sfnt.Buffer
		segments, err := f.LoadGlyph(&b, g, fixed.I(1000), nil)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, s := range segments {
			if s.Op != sfnt.SegmentOpMoveTo {
				n++
			}
		}
		return n
	}
	for g := range sfnt.GlyphIndex(whole.NumGlyphs()) {
		outline(part, g) // every program is still valid, whatever its length
	}
	for _, c := range []struct {
		r    rune
		kept bool
	}{{'双', true}, {'优', true}, {'选', false}, {'A', false}} {
		g, err := part.GlyphIndex(&buf, c.r)
		if err != nil || g != index(c.r) {
			t.Errorf("%c is glyph %d, want %d (%v)", c.r, g, index(c.r), err)
		}
		want := 0
		if c.kept {
			want = outline(whole, g)
		}
		if got := outline(part, g); got != want {
			t.Errorf("%c has %d segments, want %d", c.r, got, want)
		}
	}
}
