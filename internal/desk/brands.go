package desk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/diskominfo-pontianak/cctvdesk/internal/camera"
	"github.com/diskominfo-pontianak/cctvdesk/internal/db"
)

// maxBrands keeps the table one that can be read.
const maxBrands = 100

// otherBrand is the line for makers nobody has named; its name is said in the
// user's language.
const otherBrand = "other"

// Brands gives the office's table of address templates: its own if it has
// changed it, else that of the program.
func (r *Finder) Brands() ([]camera.Brand, error) {
	s, err := (&Office{r.core}).Settings()
	if err != nil || len(s.Brands) == 0 {
		return camera.Brands(), err
	}
	out := make([]camera.Brand, len(s.Brands))
	for i, b := range s.Brands {
		out[i] = camera.Brand{Key: b.Key, Name: b.Name, Main: b.Main, Sub: b.Sub, Port: b.Port, Note: b.Note}
		for _, h := range b.Habits {
			out[i].Habits = append(out[i].Habits, camera.Habit(h))
		}
	}
	return out, nil
}

// PutBrand changes the line with the same key, or adds one when the key is
// empty or unknown. A refusal names its field: name, main, port.
func (r *Finder) PutBrand(b camera.Brand) error {
	b.Name = strings.Join(strings.Fields(b.Name), " ")
	b.Main, b.Sub, b.Note = strings.TrimSpace(b.Main), strings.TrimSpace(b.Sub), strings.TrimSpace(b.Note)
	all, err := r.Brands()
	if err != nil {
		return err
	}
	at := slices.IndexFunc(all, func(have camera.Brand) bool { return b.Key != "" && have.Key == b.Key })
	if err := checkBrand(b, all, at); err != nil {
		return err
	}
	if at >= 0 {
		all[at] = b
	} else {
		b.Key = freeKey(all, cmp.Or(b.Key, camera.Slug(b.Name)))
		all = append(all, b)
	}
	return r.putBrands(all)
}

func checkBrand(b camera.Brand, all []camera.Brand, at int) error {
	switch {
	case b.Name == "" && b.Key != otherBrand:
		return &FieldError{Field: "name", Rule: FieldMissing}
	case len([]rune(b.Name)) > maxName:
		return &FieldError{Field: "name", Rule: FieldName, Value: b.Name}
	case len(b.Note) > 500:
		return &FieldError{Field: "note", Rule: FieldText}
	case at < 0 && len(all) >= maxBrands:
		return ErrTooLarge
	}
	for i, have := range all {
		if i != at && b.Name != "" && strings.EqualFold(have.Name, b.Name) {
			return &FieldError{Field: "name", Rule: FieldTaken, Value: b.Name, Other: have.Name}
		}
	}
	if b.Port < 0 || b.Port > 65535 {
		return &FieldError{Field: "port", Rule: FieldName}
	}
	if err := b.Check(); err != nil {
		return &FieldError{Field: "main", Rule: FieldAddress, Value: b.Main, Err: err}
	}
	return nil
}

func freeKey(all []camera.Brand, key string) string {
	taken := func(k string) bool { return slices.ContainsFunc(all, func(b camera.Brand) bool { return b.Key == k }) }
	free := key
	for i := 2; taken(free); i++ {
		free = key + "-" + strconv.Itoa(i)
	}
	return free
}

// RemoveBrand takes a line out of the table; the last one stays.
func (r *Finder) RemoveBrand(key string) error {
	all, err := r.Brands()
	if err != nil {
		return err
	}
	rest := slices.DeleteFunc(slices.Clone(all), func(b camera.Brand) bool { return b.Key == key })
	if len(rest) == len(all) {
		return db.ErrNotFound
	}
	if len(rest) == 0 {
		return ErrInUse
	}
	return r.putBrands(rest)
}

// ResetBrands brings the program's own table back.
func (r *Finder) ResetBrands() error {
	return (&Office{r.core}).ChangeSettings(func(s *db.Settings) { s.Brands = nil })
}

func (r *Finder) putBrands(all []camera.Brand) error {
	rows := make([]db.Brand, len(all))
	for i, b := range all {
		rows[i] = db.Brand{Key: b.Key, Name: b.Name, Main: b.Main, Sub: b.Sub, Port: b.Port, Note: b.Note}
		for _, h := range b.Habits {
			rows[i].Habits = append(rows[i].Habits, string(h))
		}
	}
	return (&Office{r.core}).ChangeSettings(func(s *db.Settings) { s.Brands = rows })
}
