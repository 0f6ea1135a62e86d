package sop

import (
	"strconv"
	"strings"

	"github.com/oklog/ulid/v2"
)

// Taken knows what of a register belongs to one thing alone: codes, serial
// numbers of a brand, register numbers of a kode barang and owner.
type Taken struct {
	codes, serials, registers map[string]holder
	numbers                   map[string]int // highest number given of each prefix
}

type holder struct {
	id   ulid.ULID
	code string
}

// NewTaken makes an empty register.
func NewTaken() *Taken {
	return &Taken{map[string]holder{}, map[string]holder{}, map[string]holder{}, map[string]int{}}
}

// Add notes what e holds from now on. A thing in the trash holds its code
// alone: codes are never used again.
func (t *Taken) Add(e Equipment) {
	h := holder{e.ID, e.Code}
	if e.Code != "" {
		t.codes[codeKey(e.Code)] = h
		if prefix, n, ok := splitCode(e.Code); ok {
			t.numbers[prefix] = max(t.numbers[prefix], n)
		}
	}
	if !e.Trashed.IsZero() {
		return
	}
	if k := serialKey(e); k != "" {
		t.serials[k] = h
	}
	if k := registerKey(e); k != "" {
		t.registers[k] = h
	}
}

// Remove forgets what e holds.
func (t *Taken) Remove(e Equipment) {
	for _, p := range []struct {
		m map[string]holder
		k string
	}{{t.codes, codeKey(e.Code)}, {t.serials, serialKey(e)}, {t.registers, registerKey(e)}} {
		if p.m[p.k].id == e.ID {
			delete(p.m, p.k)
		}
	}
}

// Check says what of e belongs to another thing.
func (t *Taken) Check(e Equipment) []Flaw {
	var out []Flaw
	for _, p := range []struct {
		m               map[string]holder
		k, field, value string
	}{
		{t.codes, codeKey(e.Code), "kode_internal", e.Code},
		{t.serials, serialKey(e), "nomor_seri", e.Serial},
		{t.registers, registerKey(e), "register", e.Register},
	} {
		if h, ok := p.m[p.k]; p.k != "" && ok && h.id != e.ID {
			out = append(out, Flaw{Field: p.field, Rule: FlawTaken, Value: p.value, Other: h.code})
		}
	}
	return out
}

// ByCode finds the thing that has a code.
func (t *Taken) ByCode(code string) (ulid.ULID, bool) {
	h, ok := t.codes[codeKey(code)]
	return h.id, ok && codeKey(code) != ""
}

// BySerial finds the thing that has a brand's serial number.
func (t *Taken) BySerial(brand, serial string) (ulid.ULID, bool) {
	k := serialKey(Equipment{Brand: brand, Serial: serial})
	h, ok := t.serials[k]
	return h.id, ok && k != ""
}

// Last is the highest number given under a prefix, 0 for none.
func (t *Taken) Last(prefix string) int { return t.numbers[slugCode(prefix)] }

// NextCode is the next free code of a prefix: CAM-0148.
func (t *Taken) NextCode(prefix string) string {
	return EquipmentCode(prefix, t.numbers[slugCode(prefix)]+1)
}

// EquipmentCode writes kode internal.
func EquipmentCode(prefix string, n int) string {
	digits := strconv.Itoa(n)
	return prefix + "-" + strings.Repeat("0", max(4-len(digits), 0)) + digits
}

func splitCode(code string) (prefix string, n int, ok bool) {
	at := strings.LastIndexByte(code, '-')
	if at < 0 || !isDigits(code[at+1:]) {
		return "", 0, false
	}
	n, err := strconv.Atoi(code[at+1:])
	return slugCode(code[:at]), n, err == nil
}

func codeKey(code string) string { return strings.ToUpper(strings.TrimSpace(code)) }

func serialKey(e Equipment) string {
	serial := slugCode(e.Serial)
	if serial == "" {
		return ""
	}
	return slugCode(e.Brand) + "\x00" + serial
}

func registerKey(e Equipment) string {
	if e.Register == "" || e.ItemCode == "" {
		return ""
	}
	return e.ItemCode + "\x00" + e.Owned.AgencyID.String() + "\x00" + strings.TrimLeft(e.Register, "0")
}
