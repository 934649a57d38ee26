// Command windows writes a Windows library to the file that it is given: bcryptprimitives.dll, which programs of Go need and which Wine
// has since version 8.4 only. Its one function is that of advapi32.dll with the same arguments and results.
package main

import (
	"bytes"
	"encoding/binary"
	"log"
	"os"
)

const (
	base      = 0x1000 // of the section in memory
	inFile    = 0x200  // of the section in the file
	directory = 40     // size of the export directory
)

func main() {
	content := library("bcryptprimitives.dll", "ProcessPrng", "advapi32.SystemFunction036")
	if err := os.WriteFile(os.Args[1], content, 0o600); err != nil {
		log.Fatal(err)
	}
}

// library returns a library with one function, which another library has.
func library(name, function, forward string) []byte {
	exports := exportSection(name, function, forward)
	var out bytes.Buffer
	put := func(values ...any) {
		for _, v := range values {
			_ = binary.Write(&out, binary.LittleEndian, v) // a buffer takes everything
		}
	}
	put([]byte("MZ"), make([]byte, 58), uint32(64), []byte("PE\x00\x00"))
	put(uint16(0x8664), uint16(1), uint32(0), uint32(0), uint32(0), uint16(240), uint16(0x2022)) // amd64, one section, a library
	put(uint16(0x20b), uint16(0), uint32(0), uint32(0x200), uint32(0), uint32(0), uint32(0))     // no code, no entry
	put(uint64(0x6a0000000), uint32(0x1000), uint32(0x200))                                      // where, and how aligned
	put(uint16(6), uint16(0), uint16(0), uint16(0), uint16(6), uint16(0), uint32(0))             // versions
	put(uint32(0x2000), uint32(inFile), uint32(0), uint16(3), uint16(0x100))                     // sizes; a console
	put(uint64(0x100000), uint64(0x1000), uint64(0x100000), uint64(0x1000), uint32(0), uint32(16))
	put(uint32(base), uint32(len(exports)), make([]byte, 15*8)) // directories: the exports alone
	put([]byte(".edata\x00\x00"), uint32(len(exports)), uint32(base), uint32(0x200), uint32(inFile), make([]byte, 12), uint32(0x40000040))
	out.Write(make([]byte, inFile-out.Len()))
	out.Write(exports)
	out.Write(make([]byte, 2*inFile-out.Len()))
	return out.Bytes()
}

// exportSection returns the directory of exports, the tables of one address, one name and one ordinal, and the texts.
func exportSection(name, function, forward string) []byte {
	const addresses, names, ordinals, texts = base + directory, base + directory + 4, base + directory + 8, base + directory + 10
	var out bytes.Buffer
	put := func(values ...uint32) {
		for _, v := range values {
			_ = binary.Write(&out, binary.LittleEndian, v)
		}
	}
	functionAt := uint32(texts + len(name) + 1)
	forwardAt := functionAt + uint32(len(function)) + 1
	put(0, 0, 0, texts, 1, 1, 1, addresses, names, ordinals)
	put(forwardAt, functionAt) // an address within the exports is the name of a function elsewhere
	out.Write([]byte{0, 0})
	out.WriteString(name + "\x00" + function + "\x00" + forward + "\x00")
	return out.Bytes()
}
