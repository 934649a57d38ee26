package wire

import "sync"

const mailboxLimit = 64 << 20 // bytes that may be queued for one listener before it blocks the stream

// mailbox queues messages that a listener has not taken yet. Servers drop a client that does not read for a minute, so the
// queue is large: the output of a program may be blocked, for example by a pager.
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

// put adds a message, and blocks while the mailbox is full. After the end messages are dropped.
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

// take blocks until there are messages and returns all of them; after the end it returns none.
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

// end closes the mailbox to new messages. Queued ones can still be taken.
func (b *mailbox) end() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.changed.Broadcast()
}
