package main

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"

	"golang.org/x/image/font/opentype"
)

// encodeVideo draws a whole loop and hands the pictures to ffmpeg. The
// settings are those of a camera: no B-frames, key pictures at fixed
// distances, parameter sets before each of them.
func encodeVideo(s scene, st stream, bold *opentype.Font, name string) error {
	args := []string{
		"-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba",
		"-s", fmt.Sprintf("%dx%d", st.width, st.height), "-r", fmt.Sprint(st.fps), "-i", "-",
		"-an", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
	}
	switch st.codec {
	case "h264":
		args = append(args, "-c:v", "libx264", "-preset", "slower", "-profile:v", "main", "-pix_fmt", "yuv420p",
			"-crf", fmt.Sprint(st.quality), "-bf", "0", "-g", fmt.Sprint(st.key), "-keyint_min", fmt.Sprint(st.key),
			"-sc_threshold", "0", "-refs", "2", "-f", "h264")
	case "h265":
		args = append(args, "-c:v", "libx265", "-preset", "medium", "-pix_fmt", "yuv420p", "-crf", fmt.Sprint(st.quality),
			"-x265-params", fmt.Sprintf("log-level=error:bframes=0:keyint=%d:min-keyint=%d:scenecut=0:open-gop=0:repeat-headers=1:info=0", st.key, st.key),
			"-f", "hevc")
	case "mjpeg":
		// RFC 2435 sends no Huffman tables: they must be the standard ones.
		args = append(args, "-c:v", "mjpeg", "-huffman", "default", "-pix_fmt", "yuvj420p",
			"-q:v", fmt.Sprint(st.quality), "-f", "mjpeg")
	case "mpeg4":
		args = append(args, "-c:v", "mpeg4", "-pix_fmt", "yuv420p", "-bf", "0", "-g", fmt.Sprint(st.key),
			"-q:v", fmt.Sprint(st.quality), "-f", "m4v")
	}
	return ffmpeg(append(args, name), func(w io.Writer) error {
		back := newCanvas(st.width, st.height, bold)
		s.back(back)
		front := newCanvas(st.width, st.height, bold)
		for i := range int(math.Round(s.loop * float64(st.fps))) {
			front.copyFrom(back)
			drawFrame(front, s, float64(i)/float64(st.fps))
			if _, err := w.Write(front.img.Pix); err != nil {
				return err
			}
		}
		return nil
	})
}

// ffmpeg runs it with what feed writes as its input.
func ffmpeg(args []string, feed func(io.Writer) error) error {
	cmd := exec.Command("ffmpeg", args...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("ffmpeg: %w (apt-get install ffmpeg)", err)
	}
	fed := feed(in)
	_ = in.Close()
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("ffmpeg: %w", err)
	}
	return fed
}

// encodeSounds makes the murmur of a street in G.711 and of a room in AAC.
func encodeSounds(out, only string, list *[]entry) error {
	sounds := []struct {
		file, scene, codec string
		rate               int
		args               []string
		sound              []byte
	}{
		{"jalan.alaw", "persimpangan", "pcma", 8000, []string{"-c:a", "pcm_alaw", "-f", "alaw"}, murmur(8000, 8, 0.020, 1)},
		{"ruang.aac", "lobi", "aac", 16000, []string{"-c:a", "aac", "-b:a", "24k", "-f", "adts"}, murmur(16000, 8, 0.008, 2)},
	}
	for _, s := range sounds {
		*list = append(*list, entry{File: s.file, Scene: s.scene, Stream: "audio", Codec: s.codec, Rate: s.rate})
		if only != "" && only != "suara" {
			continue
		}
		args := append([]string{
			"-v", "error", "-y", "-f", "s16le", "-ar", fmt.Sprint(s.rate), "-ac", "1", "-i", "-",
			"-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact",
		}, s.args...)
		if err := ffmpeg(append(args, filepath.Join(out, s.file)), func(w io.Writer) error {
			_, err := io.Copy(w, bytes.NewReader(s.sound))
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// murmur is noise with its highs cut, which swells and sinks, over a hum. It
// ends as it begins.
func murmur(rate, seconds int, cut float64, seed uint64) []byte {
	dice := rand.New(rand.NewPCG(seed, 7))
	n := rate * seconds
	raw := make([]float64, n)
	for i := range raw {
		raw[i] = dice.Float64()*2 - 1
	}
	data := make([]byte, 0, 2*n)
	low, lower := 0.0, 0.0
	for i := -rate; i < n; i++ { // a second of run-up, taken from the end
		low += (raw[(i+n)%n] - low) * cut * 8
		lower += (low - lower) * cut * 4
		if i < 0 {
			continue
		}
		t := float64(i) / float64(n)
		swell := 0.6 + 0.25*wave(3*t) + 0.15*wave(7*t)
		v := lower*3*swell + 0.02*math.Sin(2*math.Pi*50*float64(i)/float64(rate))
		sample := int16(min(max(v, -1), 1) * 20000)
		data = append(data, byte(sample), byte(sample>>8))
	}
	return data
}
