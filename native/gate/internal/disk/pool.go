package disk

import "sync"

// maxWarm is more than etcd's fsyncs at one time (WAL, backend, snapshot file).
const maxWarm = 4

// pool keeps connections that have made a good trip, so that the next trip need not dial.
type pool struct {
	mutex sync.Mutex
	warm  []*connection
}

// take gives the connection used last, or nil.
func (p *pool) take() *connection {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if len(p.warm) == 0 {
		return nil
	}
	last := len(p.warm) - 1
	c := p.warm[last]
	p.warm = p.warm[:last]
	return c
}

func (p *pool) put(c *connection) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if len(p.warm) == maxWarm {
		c.Close()
		return
	}
	p.warm = append(p.warm, c)
}

// drop closes all: when one has died, a link that was closed in between took the others with it.
func (p *pool) drop() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for _, c := range p.warm {
		c.Close()
	}
	p.warm = nil
}
