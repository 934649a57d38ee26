package wire

import "sync"

const mailboxLimit = 64 << 20 // bytes that may wait for one listener before it holds up the stream

// mailbox keeps what a listener has not taken yet. Servers give up on a client that does not read for a minute, so much may
// wait here while the output of a program is held up, by a pager for one.
type mailbox struct {
	mu      sync.Mutex
	changed sync.Cond
	waiting []*Message
	bytes   int
	limit   int
	closed  bool
}

func newMailbox(limit int) *mailbox {
	b := &mailbox{limit: limit}
	b.changed.L = &b.mu
	return b
}

// put adds a message, and waits while the mailbox is full. What comes after the end is dropped.
func (b *mailbox) put(m *Message) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for b.bytes > b.limit && !b.closed {
		b.changed.Wait()
	}
	if b.closed {
		return
	}
	b.waiting = append(b.waiting, m)
	b.bytes += len(m.Data)
	b.changed.Broadcast()
}

// take waits for messages and returns all of them; none after the end.
func (b *mailbox) take() []*Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.waiting) == 0 && !b.closed {
		b.changed.Wait()
	}
	all := b.waiting
	b.waiting, b.bytes = nil, 0
	b.changed.Broadcast()
	return all
}

// end closes the mailbox for new items. Queued items can still be taken.
func (b *mailbox) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.changed.Broadcast()
}
