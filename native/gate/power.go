package main

import (
	"errors"
	"sync/atomic"

	"etcd-doomsday/native/gate/internal/durable"
	"etcd-doomsday/native/gate/internal/process"
)

// power is what the member's files depend on: when it is cut, the child dies and everything that it
// did not sync may be gone.
type power struct {
	book *durable.Book // nil: nothing was remembered
	cut  chan cut
	gone atomic.Bool
}

// cut is a power loss that was asked for.
type cut struct {
	seed string
	done chan outcome
}

type outcome struct {
	undone []durable.Undone
	err    error
}

func newPower(book *durable.Book) *power {
	return &power{book: book, cut: make(chan cut, 1)}
}

// loss kills the child and returns what became of its files. Once only: the gate ends with it.
func (p *power) loss(child *process.Child, seed string) ([]durable.Undone, error) {
	if p.book == nil {
		return nil, errors.New("the gate was started without --durability")
	}
	if p.gone.Swap(true) {
		return nil, errors.New("the power is gone already")
	}
	asked := cut{seed, make(chan outcome, 1)}
	p.cut <- asked
	p.book.Cut() // first: what a sync completes from now on was cut short
	child.KillGroup()
	told := <-asked.done
	return told.undone, told.err
}

// ended is called when the child is no more: it does what a power loss does to the files.
func (p *power) ended() {
	select {
	case asked := <-p.cut:
		undone, err := p.book.Lose(asked.seed)
		asked.done <- outcome{undone, err}
	default: // it ended for another reason
	}
}
