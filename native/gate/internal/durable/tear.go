package durable

import "bytes"

// tear goes over the unsynced pages of one file.
type tear struct {
	file   *file
	draws  draws
	undone Undone
	// size is the file's, kept the end of what is left of it.
	size, kept int64
}

// pages puts pages back that were written at positions.
func (t *tear) pages() error {
	for number, before := range t.file.pages {
		if err := t.page(number, before); err != nil {
			return err
		}
	}
	return nil
}

// tail zeroes what was appended behind the durable prefix: a preallocated file has zeros there.
func (t *tear) tail() error {
	prefix := t.file.prefix
	return data(t.file.handle, prefix, t.size, func(from, to int64) error {
		for number := from / page; number*page < to; number++ {
			before := make([]byte, page)
			if end := prefix - number*page; end > 0 {
				if _, err := readAt(t.file.handle, before[:min(end, page)], number*page); err != nil {
					return err
				}
			}
			if err := t.page(number, before); err != nil {
				return err
			}
		}
		return nil
	})
}

// page undoes the sectors of one page that are drawn.
func (t *tear) page(number int64, before []byte) error {
	now := make([]byte, page)
	length, err := readAt(t.file.handle, now, number*page)
	if err != nil {
		return err
	}
	var unsynced, undone int64
	for at := int64(0); at < int64(length); at += sector {
		old, new := before[at:at+sector], now[at:at+sector]
		if bytes.Equal(old, new) {
			continue
		}
		unsynced++
		if !t.draws.lost(number, at/sector) {
			t.kept = max(t.kept, min(number*page+at+sector, t.size))
			continue
		}
		undone++
		copy(new, old)
	}
	t.count(unsynced, undone)
	if undone == 0 {
		return nil
	}
	_, err = t.file.handle.WriteAt(now[:length], number*page)
	return err
}

func (t *tear) count(unsynced, undone int64) {
	if unsynced > 0 {
		t.undone.Pages++
	}
	if 0 < undone && undone < unsynced {
		t.undone.TornPages++
	}
	t.undone.UnsyncedBytes += unsynced * sector
	t.undone.UndoneBytes += undone * sector
}
