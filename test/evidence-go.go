// The second verifier of a node's log: Go's checksum-database packages read notes, tiles and proofs that Merivaht wrote, and say
// what they think of them. Cases come as JSON on stdin, verdicts go to stdout, one line each.
package main

import (
	"bufio"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type testCase struct {
	Kind  string
	Note  string
	Vkey  string
	Size  int64
	Root  string
	From  int64
	Old   string
	Index int64
	Leaf  string // base64 of the leaf's data
	Proof []string
	Tiles map[string]string // path as in C2SP tlog-tiles to base64
}

type verdict struct {
	Ok      bool
	Because string   `json:",omitempty"`
	Text    string   `json:",omitempty"`
	Time    uint64   `json:",omitempty"`
	Proof   []string `json:",omitempty"`
}

func hashOf(text string) tlog.Hash {
	h, err := tlog.ParseHash(text)
	if err != nil {
		panic(err)
	}
	return h
}

func hashesOf(texts []string) []tlog.Hash {
	hashes := []tlog.Hash{}
	for _, text := range texts {
		hashes = append(hashes, hashOf(text))
	}
	return hashes
}

func bytesOf(text string) []byte {
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		panic(err)
	}
	return data
}

// A witness key of C2SP tlog-cosignature, which the note package does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
	time uint64
}

func newWitness(vkey string) (*witness, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("malformed key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, fmt.Errorf("no witness key")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("hash of another key")
	}
	return &witness{name: parts[0], hash: hash, key: key[1:]}, nil
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }
func (w *witness) Verify(msg, sig []byte) bool {
	if len(sig) != 72 {
		return false
	}
	w.time = binary.BigEndian.Uint64(sig)
	text := "cosignature/v1\ntime " + strconv.FormatUint(w.time, 10) + "\n" + string(msg)
	return ed25519.Verify(w.key, []byte(text), sig[8:])
}

// Tiles as Merivaht serves them; C2SP paths have no height in them, Go's have.
type tiles map[string]string

func (t tiles) Height() int { return 8 }
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		text, ok := t[path]
		if !ok {
			return nil, fmt.Errorf("no tile %s", path)
		}
		all = append(all, bytesOf(text))
	}
	return all, nil
}
func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func judge(c testCase) (verdict, error) {
	switch c.Kind {
	case "note":
		v, err := note.NewVerifier(c.Vkey)
		if err != nil {
			return verdict{}, err
		}
		n, err := note.Open([]byte(c.Note), note.VerifierList(v))
		if err != nil {
			return verdict{}, err
		}
		return verdict{Text: n.Text}, nil
	case "cosignature":
		w, err := newWitness(c.Vkey)
		if err != nil {
			return verdict{}, err
		}
		n, err := note.Open([]byte(c.Note), note.VerifierList(w))
		if err != nil {
			return verdict{}, err
		}
		return verdict{Text: n.Text, Time: w.time}, nil
	case "inclusion":
		return verdict{}, tlog.CheckRecord(hashesOf(c.Proof), c.Size, hashOf(c.Root), c.Index, tlog.RecordHash(bytesOf(c.Leaf)))
	case "consistency":
		return verdict{}, tlog.CheckTree(hashesOf(c.Proof), c.Size, hashOf(c.Root), c.From, hashOf(c.Old))
	case "tiles":
		// Go makes the inclusion proof itself, out of our tiles. It is checked too: x/mod 0.7 leaves tiles that it has read
		// unauthenticated where several of the tree's subtrees stand in one tile.
		reader := tlog.TileHashReader(tlog.Tree{N: c.Size, Hash: hashOf(c.Root)}, tiles(c.Tiles))
		proof, err := tlog.ProveRecord(c.Size, c.Index, reader)
		if err != nil {
			return verdict{}, err
		}
		var v verdict
		for _, hash := range proof {
			v.Proof = append(v.Proof, hash.String())
		}
		return v, tlog.CheckRecord(proof, c.Size, hashOf(c.Root), c.Index, tlog.RecordHash(bytesOf(c.Leaf)))
	}
	return verdict{}, fmt.Errorf("unknown kind %q", c.Kind)
}

func main() {
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := json.NewEncoder(os.Stdout)
	for in.More() {
		var c testCase
		if err := in.Decode(&c); err != nil {
			panic(err)
		}
		v, err := judge(c)
		v.Ok = err == nil
		if err != nil {
			v.Because = err.Error()
		}
		if err := out.Encode(v); err != nil {
			panic(err)
		}
	}
}
