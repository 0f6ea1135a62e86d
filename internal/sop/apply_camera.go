package sop

import (
	"slices"
	"strings"
)

// Activity 5 and its cameras (domain 5.5).

// attach ties the request to cameras of the relay. Tests already made stay
// with their camera; a list cannot bring its own.
func (c *change) attach() error {
	var next []CameraRef
	for _, ref := range c.act.Cameras {
		if ref.CameraID.IsZero() || slices.ContainsFunc(next, sameCamera(ref)) {
			continue
		}
		ref.Proof = nil
		if i := slices.IndexFunc(c.r.Cameras, sameCamera(ref)); i >= 0 {
			ref.Proof = c.r.Cameras[i].Proof
		}
		next = append(next, ref)
	}
	c.note(0, "kamera", cameraLine(c.r.Cameras), cameraLine(next))
	c.r.Cameras = next
	if c.r.Step(ProofStep).Ended.IsZero() {
		return nil
	}
	return c.proven(&c.r.Steps[ProofStep-1])
}

func sameCamera(a CameraRef) func(CameraRef) bool {
	return func(b CameraRef) bool { return a.CameraID == b.CameraID }
}

func cameraLine(cameras []CameraRef) string {
	names := make([]string, 0, len(cameras))
	for _, ref := range cameras {
		names = append(names, ref.Name)
	}
	return strings.Join(names, "; ")
}

// prove notes the newest test of a camera, while activity 5 is in progress.
func (c *change) prove() error {
	if c.act.Proof == nil || !slices.Contains([]Result{Success, Partial, Failure}, c.act.Proof.Result) {
		return &Refusal{Rule: RuleUnknown, Field: "hasil-uji", Step: ProofStep}
	}
	switch state := c.r.StepState(ProofStep); state {
	case StepRunning, StepPaused:
	case StepDone:
		return &Refusal{Rule: RuleAlreadyDone, Field: "hasil-uji", Step: ProofStep}
	default:
		return &Refusal{Rule: RuleNotRunning, Field: "hasil-uji", Step: ProofStep}
	}
	i := slices.IndexFunc(c.r.Cameras, sameCamera(CameraRef{CameraID: c.act.Camera}))
	if i < 0 {
		return &Refusal{Rule: RuleCamera, Field: "kamera", Step: ProofStep}
	}
	ref := &c.r.Cameras[i]
	proof := *c.act.Proof
	if proof.At.IsZero() {
		proof.At = c.act.At
	}
	c.note(ProofStep, "hasil-uji:"+ref.Name, resultOf(ref.Proof), resultOf(&proof))
	ref.Proof = &proof
	return nil
}

func resultOf(p *Proof) string {
	if p == nil {
		return ""
	}
	return join(", ", string(p.Result), p.Cause, stamp(p.At))
}

// proven is the guard on the bukti keluaran of activity 5: something was
// tested, not everything failed, and what did not work is explained.
func (c *change) proven(s *Step) error {
	tested, working, silent := 0, 0, false
	for _, ref := range c.r.Cameras {
		switch p := ref.Proof; {
		case p == nil:
			silent = true
		case p.Result == Failure:
			tested++
			silent = silent || p.Cause == "" && p.Note == ""
		default:
			tested++
			working++
			silent = silent || p.Result == Partial && p.Cause == "" && p.Note == ""
		}
	}
	switch {
	case tested == 0:
		return &Refusal{Rule: RuleNotTested, Field: "hasil-uji", Step: s.N}
	case working == 0:
		return &Refusal{Rule: RuleAllFailed, Field: "hasil-uji", Step: s.N}
	case silent && strings.TrimSpace(s.Note) == "":
		return &Refusal{Rule: RuleNote, Field: "keterangan", Step: s.N}
	}
	return nil
}

// FollowUp are the facts of a request that takes up the cameras which did not
// come on air in r: its own facts, with the places of those cameras where they
// can be told apart, and where it comes from.
func FollowUp(r Request) Facts {
	f := FactsOf(r)
	if !strings.HasPrefix(f.Subject, followUpPrefix) {
		f.Subject = followUpPrefix + f.Subject
	}
	failed := r.Failed()
	var sites []Site
	for _, s := range f.Sites {
		if slices.ContainsFunc(failed, func(ref CameraRef) bool { return ref.Site == s.Name }) {
			sites = append(sites, s)
		}
	}
	if len(sites) > 0 {
		f.Sites = sites
	}
	f.Note = "Lanjutan " + r.Number + ": " + cameraLine(failed)
	return f
}

// followUpPrefix begins the subject of a follow-up; it is printed on letters,
// which are Indonesian.
const followUpPrefix = "Tindak lanjut: "

// Failed are the cameras whose newest test failed, or that were never tested:
// what a follow-up request would take up.
func (r Request) Failed() []CameraRef {
	var out []CameraRef
	for _, ref := range cloneCameras(r.Cameras) {
		if ref.Proof == nil || ref.Proof.Result == Failure {
			out = append(out, ref)
		}
	}
	return out
}
