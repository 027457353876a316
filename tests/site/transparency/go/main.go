// Checks a huiyinbi log with the reference implementation: main LOG-FOLDER PUBLIC-KEY.
//
// Prints the size once signature, every tile, every entry and every inclusion proof are right,
// and that each earlier size is consistent with the whole. Proofs of consistency that others made
// come on the standard input: a line with a size and hashes in Base64 each.
package main

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type folder string

func (folder) Height() int                         { return 8 }
func (folder) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

// ReadTiles reads tiles as tlog-tiles names them: without the height that tlog's paths have.
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func main() {
	log := folder(os.Args[1])
	verifier := must(note.NewVerifier(os.Args[2]))
	raw := must(os.ReadFile(filepath.Join(os.Args[1], "checkpoint")))
	opened := must(note.Open(raw, note.VerifierList(verifier)))
	var size int64
	var root tlog.Hash
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		fail(fmt.Errorf("origin %q, key of %q", lines[0], verifier.Name()))
	}
	must(fmt.Sscan(lines[1], &size))
	root = must(tlog.ParseHash(lines[2]))
	tree := tlog.Tree{N: size, Hash: root}
	reader := tlog.TileHashReader(tree, log)
	for index, entry := range entries(string(log), size) {
		proof := must(tlog.ProveRecord(size, int64(index), reader))
		if err := tlog.CheckRecord(proof, size, root, int64(index), tlog.RecordHash(entry)); err != nil {
			fail(fmt.Errorf("entry %d: %w", index+1, err))
		}
	}
	for old := int64(1); old <= size; old++ {
		before := must(tlog.TreeHash(old, reader))
		proof := must(tlog.ProveTree(size, old, reader))
		if err := tlog.CheckTree(proof, size, root, old, before); err != nil {
			fail(fmt.Errorf("size %d: %w", old, err))
		}
	}
	given := bufio.NewScanner(os.Stdin)
	for given.Scan() {
		fields := strings.Fields(given.Text())
		old := must(strconv.ParseInt(fields[0], 10, 64))
		proof := tlog.TreeProof{}
		for _, field := range fields[1:] {
			proof = append(proof, must(tlog.ParseHash(field)))
		}
		if err := tlog.CheckTree(proof, size, root, old, must(tlog.TreeHash(old, reader))); err != nil {
			fail(fmt.Errorf("given proof from size %d: %w", old, err))
		}
	}
	fmt.Println(size)
}

func entries(log string, size int64) [][]byte {
	var all [][]byte
	for start := int64(0); start < size; start += 256 {
		tile := tlog.Tile{H: 8, L: -1, N: start / 256, W: int(min(256, size-start))}
		path := strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
		data := must(os.ReadFile(filepath.Join(log, path)))
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
	}
	if int64(len(all)) != size {
		fail(fmt.Errorf("%d entries, not %d", len(all), size))
	}
	return all
}

func must[T any](value T, err error) T {
	if err != nil {
		fail(err)
	}
	return value
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
