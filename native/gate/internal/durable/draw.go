package durable

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// sector is the least that a disk writes whole.
const sector = 512

// draws say which unsynced sectors of one file are lost. They depend on the seed, the file's name
// and the sector's place alone, so that the same seed draws the same, whatever happens to be
// unsynced. A disk may write back in any order and be cut short at any sector.
type draws struct{ seed, name string }

// lost draws, of ten files: in four all is lost, in one nothing, and in five each page is lost, kept
// or torn, a third each.
func (d draws) lost(page, sectorOfPage int64) bool {
	switch manner := d.draw("manner") % 10; {
	case manner < 4:
		return true
	case manner == 9:
		return false
	}
	switch d.draw("page", page) % 3 {
	case 0:
		return true
	case 1:
		return false
	}
	return d.draw("sector", page, sectorOfPage)%2 == 0
}

func (d draws) draw(what string, at ...int64) uint64 {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%s\n%s %v", d.seed, d.name, what, at))
	return binary.BigEndian.Uint64(sum[:])
}
