// Command make-clips draws and encodes the clips of the simulated cameras:
// eight scenes, each as a main and a sub stream, and two sounds. It writes
// them and clips.json into assets/clips. It needs ffmpeg with x264 and x265;
// the program itself needs neither, because the clips are kept in the
// repository.
//
//	go run ./scripts/make-clips               everything (some minutes)
//	go run ./scripts/make-clips -only pasar   one scene; the others stay
//	go run ./scripts/make-clips -still pasar -at 3.5 -out /tmp
//	                                          one picture of a scene as PNG
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"image/png"
	"log"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/image/font/opentype"
)

// scene is one drawing that moves. back is what stands still.
type scene struct {
	name, title string
	loop        float64 // seconds until it begins anew
	main, sub   stream
	back        func(c *canvas)
	move        func(c *canvas, u float64) // u runs from 0 to 1 in a loop
}

// stream says how a scene is encoded.
type stream struct {
	codec         string
	width, height int
	fps, key      int // key: pictures from one key picture to the next
	quality       int // crf, or the quantiser of MJPEG
}

// entry is a line of clips.json; internal/simcam reads it.
type entry struct {
	File   string `json:"file"`
	Scene  string `json:"scene"`
	Stream string `json:"stream"`
	Codec  string `json:"codec"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	FPS    int    `json:"fps,omitempty"`
	Key    int    `json:"key,omitempty"`
	Rate   int    `json:"rate,omitempty"`
}

func scenes() []scene {
	return []scene{
		crossroads(), bridge(), market(), gauge(), lobby(), park(), terminal(), parking(),
	}
}

func main() {
	log.SetFlags(0)
	out := flag.String("out", "assets/clips", "folder to write to")
	only := flag.String("only", "", "draw one scene only")
	still := flag.String("still", "", "write one picture of this scene as PNG")
	at := flag.Float64("at", 0, "second of the picture")
	flag.Parse()
	if err := run(*out, *only, *still, *at); err != nil {
		log.Fatal(err)
	}
}

func run(out, only, still string, at float64) error {
	data, err := os.ReadFile("assets/fonts/LiberationSans-Bold.ttf")
	if err != nil {
		return fmt.Errorf("run this from the root of the repository: %w", err)
	}
	bold, err := opentype.Parse(data)
	if err != nil {
		return err
	}
	var list []entry
	for _, s := range scenes() {
		if still != "" {
			if s.name == still || still == "all" {
				err = writeStill(s, bold, at, filepath.Join(out, s.name+".png"))
			}
		} else {
			err = encodeScene(s, bold, out, only, &list)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	if still != "" {
		return nil
	}
	if err := encodeSounds(out, only, &list); err != nil {
		return err
	}
	return writeList(filepath.Join(out, "clips.json"), list)
}

// encodeScene makes both streams of a scene, and of the first scene also one
// in a codec that nobody wants any more.
func encodeScene(s scene, bold *opentype.Font, out, only string, list *[]entry) error {
	kinds := []string{"main", "sub"}
	streams := []stream{s.main, s.sub}
	if s.name == "persimpangan" {
		kinds = append(kinds, "old")
		streams = append(streams, stream{"mpeg4", 352, 288, 10, 20, 12})
	}
	for i, st := range streams {
		file := s.name + "-" + kinds[i] + "." + map[string]string{
			"h264": "h264", "h265": "h265", "mjpeg": "mjpeg", "mpeg4": "m4v",
		}[st.codec]
		*list = append(*list, entry{file, s.name, kinds[i], st.codec, st.width, st.height, st.fps, st.key, 0})
		if only != "" && only != s.name {
			continue
		}
		begin := time.Now()
		if err := encodeVideo(s, st, bold, filepath.Join(out, file)); err != nil {
			return err
		}
		info, err := os.Stat(filepath.Join(out, file))
		if err != nil {
			return err
		}
		log.Printf("%-24s %4d KiB  %v", file, info.Size()>>10, time.Since(begin).Round(time.Second/10))
	}
	return nil
}

func writeList(name string, list []entry) error {
	text := "[\n"
	for i, e := range list {
		line, err := json.Marshal(e)
		if err != nil {
			return err
		}
		text += "  " + string(line)
		if i < len(list)-1 {
			text += ","
		}
		text += "\n"
	}
	return os.WriteFile(name, []byte(text+"]\n"), 0o644)
}

func writeStill(s scene, bold *opentype.Font, at float64, name string) error {
	c := newCanvas(s.main.width, s.main.height, bold)
	s.back(c)
	drawFrame(c, s, at)
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := png.Encode(f, c.img); err != nil {
		return err
	}
	return f.Close()
}

// drawFrame draws what moves, and the mark in the corner: the name, the second
// of the loop and the number of the picture. A picture that is shown as new
// can be told from one that is.
func drawFrame(c *canvas, s scene, second float64) {
	s.move(c, second/s.loop)
	width := float64(c.img.Bounds().Dx()) / c.scale
	label := func(x, align float64, text string) {
		for _, d := range [][2]float64{{-2, 0}, {2, 0}, {0, -2}, {0, 2}} {
			c.text(x+d[0], 44+d[1], 30, align, rgba(0x000000, 0.55), text)
		}
		c.text(x, 44, 30, align, rgb(0xffffff), text)
	}
	label(24, 0, s.title)
	label(width-24, 1, fmt.Sprintf("SIMULASI %05.2f", second))
}
