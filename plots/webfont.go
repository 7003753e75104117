package plots

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"html/template"

	"golang.org/x/image/font/sfnt"
)

// eastern says whether a character is Chinese or set like it: CJK radicals and
// punctuation to the unified ideographs, compatibility ideographs, full-width
// forms, and the planes beyond. Latin letters are left to the reader's fonts.
func eastern(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xffef || r >= 0x20000
}

// chineseFont is a style rule that carries the characters of a page for readers
// who have no font for Chinese: the embedded font with all other outlines
// emptied. The range keeps it to what eastern tells, so that other text does
// not change with it; bold is what the browser makes of it.
func chineseFont(page []byte) template.CSS {
	used := map[sfnt.GlyphIndex]bool{0: true} // 0: the box of what is missing
	var buf sfnt.Buffer
	for _, r := range string(page) {
		if eastern(r) {
			g, err := loadFaces().regular.GlyphIndex(&buf, r)
			must(err)
			used[g] = true
		}
	}
	return template.CSS(`@font-face { font-family: "Noto Sans SC"; src: url(data:font/woff;base64,` +
		base64.StdEncoding.EncodeToString(webFont(regularOTF, used)) +
		`) format("woff"); unicode-range: U+2E80-9FFF, U+F900-FAFF, U+FF00-FFEF, U+20000-3FFFF; }`)
}

// webTables are the tables of an OpenType font with CFF outlines that a page
// needs, in the order of their tags; layout and vertical setting are left out.
var webTables = []string{"CFF ", "OS/2", "cmap", "head", "hhea", "hmtx", "maxp", "name", "post"}

// webFont packs an OpenType font with CFF outlines as WOFF 1.0 (W3C, 2012),
// whose tables are compressed, with empty outlines for all glyphs but the used.
// It panics on a font that is not of this kind: the only one is embedded.
func webFont(otf []byte, used map[sfnt.GlyphIndex]bool) []byte {
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(otf[4:])) {
		e := otf[12+16*i:]
		at, size := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		tables[string(e[:4])] = otf[at : at+size]
	}
	tables["CFF "] = emptied(tables["CFF "], used)

	const head, entry = 44, 20
	var directory, data bytes.Buffer
	word := func(b *bytes.Buffer, vs ...uint32) {
		for _, v := range vs {
			b.Write(binary.BigEndian.AppendUint32(nil, v))
		}
	}
	whole := uint32(12 + 16*len(webTables)) // size of the font unpacked
	for _, tag := range webTables {
		table := tables[tag]
		packed := deflate(table)
		if len(packed) >= len(table) {
			packed = table
		}
		directory.WriteString(tag)
		word(&directory, uint32(head+entry*len(webTables)+data.Len()), uint32(len(packed)), uint32(len(table)), checksum(table))
		data.Write(packed)
		data.Write(make([]byte, -len(packed)&3))
		whole += uint32(len(table)+3) &^ 3
	}
	var out bytes.Buffer
	out.WriteString("wOFF")
	word(&out, binary.BigEndian.Uint32(otf), uint32(head+directory.Len()+data.Len()), uint32(len(webTables))<<16, whole)
	word(&out, 1<<16, 0, 0, 0, 0, 0) // version 1.0; no metadata, no private data
	directory.WriteTo(&out)
	data.WriteTo(&out)
	return out.Bytes()
}

func deflate(b []byte) []byte {
	var out bytes.Buffer
	w, err := zlib.NewWriterLevel(&out, zlib.BestCompression)
	must(err)
	_, err = w.Write(b)
	must(err)
	must(w.Close())
	return out.Bytes()
}

// checksum of a table: the sum of its big-endian words.
func checksum(table []byte) (sum uint32) {
	padded := append(bytes.Clone(table), make([]byte, -len(table)&3)...)
	for i := 0; i < len(padded); i += 4 {
		sum += binary.BigEndian.Uint32(padded[i:])
	}
	return sum
}

// emptied gives a CFF table (Adobe Technical Note 5176) whose unused glyphs
// move nowhere and end. Every outline keeps its place and length, so that no
// offset changes; the repetition costs nothing once compressed.
func emptied(cff []byte, used map[sfnt.GlyphIndex]bool) []byte {
	out := bytes.Clone(cff)
	_, top := cffIndex(cff, int(cff[2])) // the names
	dicts, _ := cffIndex(cff, top)
	outlines, _ := cffIndex(cff, charStrings(cff[dicts[0]:dicts[1]]))
	for g := range len(outlines) - 1 {
		if !used[sfnt.GlyphIndex(g)] {
			idle(out[outlines[g]:outlines[g+1]])
		}
	}
	return out
}

// idle fills an outline with a program that draws nothing: "0 hmoveto" over and
// over, then endchar (Technical Note 5177). Where the length asks for one byte
// more, the first hmoveto takes a width before its operand, which browsers read
// from hmtx anyway.
func idle(outline []byte) {
	const zero, hmoveto, endchar = 139, 22, 14
	last := len(outline) - 1
	if last < 0 {
		return
	}
	outline[last] = endchar
	if last == 1 { // a width alone
		outline[0] = zero
		return
	}
	for i := last - 2; i >= 0; i -= 2 {
		outline[i], outline[i+1] = zero, hmoveto
	}
	if last%2 == 1 {
		outline[0] = zero
	}
}

// cffIndex gives the bounds of the objects of an INDEX and where it ends
// (Technical Note 5176, section 5).
func cffIndex(cff []byte, at int) (bounds []int, end int) {
	n := int(binary.BigEndian.Uint16(cff[at:]))
	if n == 0 {
		return nil, at + 2
	}
	size := int(cff[at+2])
	data := at + 3 + (n+1)*size - 1 // offsets count from the byte before the data
	for i := range n + 1 {
		v := 0
		for _, b := range cff[at+3+i*size : at+3+(i+1)*size] {
			v = v<<8 | int(b)
		}
		bounds = append(bounds, data+v)
	}
	return bounds, bounds[n]
}

// charStrings finds the offset of the outlines in a Top DICT (Technical Note
// 5176, section 4: operands come before their operator).
func charStrings(dict []byte) int {
	const operator = 17
	operand := 0
	for i := 0; i < len(dict); {
		switch b := dict[i]; {
		case b == operator:
			return operand
		case b == 12: // an operator of two bytes
			i += 2
		case b <= 21:
			i++
		case b == 28:
			operand = int(int16(binary.BigEndian.Uint16(dict[i+1:])))
			i += 3
		case b == 29:
			operand = int(int32(binary.BigEndian.Uint32(dict[i+1:])))
			i += 5
		case b == 30: // a real number: nibbles to the one that is 15
			for i++; dict[i]&15 != 15 && dict[i]>>4 != 15; i++ {
			}
			i++
		case b <= 246:
			operand = int(b) - 139
			i++
		case b <= 250:
			operand = (int(b)-247)*256 + int(dict[i+1]) + 108
			i += 2
		default:
			operand = -(int(b)-251)*256 - int(dict[i+1]) - 108
			i += 2
		}
	}
	panic(fmt.Sprintf("plots: the embedded font has no outlines in its Top DICT %x", dict))
}
