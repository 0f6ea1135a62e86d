package say

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"fyne.io/fyne/v2/lang"

	"github.com/diskominfo-pontianak/cctvdesk/assets"
)

// Languages lists what Load takes; the first is the default.
func Languages() []string { return []string{"id", "en"} }

// Load registers all catalogues and chooses the language; anything but "en" is
// Indonesian. It may be called again: what is said afterwards is said in the
// new language.
//
// Fyne chooses by the locale in the environment and offers no setter, and it
// chooses anew each time a catalogue is added. So the environment says what we
// want while we add, and afterwards what it said before: with a foreign LC_ALL
// left behind, a machine without that locale could not type accents, and
// programs we start would speak another language than the desktop.
func Load(language string) error {
	locale := "id_ID.UTF-8"
	if language == "en" {
		locale = "en_US.UTF-8"
	}
	back, err := pretend(map[string]string{"LC_ALL": locale, "LANGUAGE": locale[:2]})
	if err != nil {
		return errors.Join(err, back())
	}
	return errors.Join(register(assets.Lang()), back())
}

// register adds every catalogue, named <area>.<language>.json. All areas of a
// language go in as one: Fyne looks for the best language after each.
func register(files fs.FS) error {
	for _, language := range Languages() {
		names, err := fs.Glob(files, "*."+language+".json")
		if err != nil {
			return err
		}
		words := map[string]json.RawMessage{}
		for _, name := range names {
			text, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			if err := json.Unmarshal(text, &words); err != nil {
				return fmt.Errorf("say: catalogue %s: %w", name, err)
			}
		}
		text, err := json.Marshal(words)
		if err != nil {
			return fmt.Errorf("say: catalogues of %s: %w", language, err)
		}
		if language == "en" {
			err = lang.AddTranslationsForLocale(text, "en")
		} else {
			err = lang.AddTranslationsForLocale(text, "id")
		}
		if err != nil {
			return fmt.Errorf("say: catalogues of %s: %w", language, err)
		}
	}
	return nil
}

// pretend changes environment variables and gives the way back.
func pretend(want map[string]string) (back func() error, err error) {
	var undo []func() error
	for name, value := range want {
		old, was := os.LookupEnv(name)
		undo = append(undo, func() error {
			if was {
				return os.Setenv(name, old)
			}
			return os.Unsetenv(name)
		})
		err = errors.Join(err, os.Setenv(name, value))
	}
	return func() error {
		var all error
		for _, step := range undo {
			all = errors.Join(all, step())
		}
		return all
	}, err
}
