package explain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/judge"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Scores rank causes. What the message says weighs most, then what the request
// fulfils, then how much of the message is told by the form alone.
const (
	scoreWords    = 1000 // the message has the cause's own words
	scoreTrue     = 600  // the request fulfils the rule's condition
	scoreUnknown  = 100  // nothing known contradicts the rule
	scoreCodeOnly = 50   // only the code fits
	scoreWeak     = 10   // only the code fits, and the rule could as well not
)

// genericCandidates bounds the rules that share a message which says little.
const genericCandidates = 5

// weakCandidates bounds the rules of which only the code fits.
const weakCandidates = 3

// fromRules finds the rules whose answer fits.
func (x *explainer) fromRules() {
	if x.out.Code == "" {
		return
	}
	op, known := operation.Parse(x.out.Operation)
	truth := map[*compat.Rule]compat.Finding{}
	undecided := map[*compat.Rule]compat.Wants{}
	judged := false
	rules := aws.Catalog().Rules()
	if known {
		rules = aws.Catalog().RulesFor(op)
		if r, ok := judge.Request(x.capture, x.input, op); ok {
			judged = true
			for _, f := range aws.Catalog().Check(r, nil) {
				truth[f.Rule] = f
			}
			for _, u := range aws.Catalog().Undecided(r) {
				undecided[u.Rule] = u.Wants
			}
		}
	}
	g := x.guess(op, known)
	rules = g.order(rules)
	type match struct {
		rule  *compat.Rule
		words int
		form  *ruleForm // the additional form that fits, if that does
	}
	var matches []match
	var unfulfilled []match
	var weak, byCode []*compat.Rule
	for _, r := range rules {
		if r.Effect != compat.Rejected {
			continue
		}
		if _, open := undecided[r]; sameCode(r.Answer.Code, x.out.Code) && (!judged || open) {
			byCode = append(byCode, r)
		}
		words, fits, form := x.answerFits(r)
		if !fits {
			continue
		}
		_, isTrue := truth[r]
		_, open := undecided[r]
		if judged && !isTrue && !open {
			if words > 0 {
				unfulfilled = append(unfulfilled, match{r, words, form})
			}
			continue
		}
		if words == 0 && !isTrue && !(known && x.usual() && g.blames(r)) {
			// Neither the message nor the request speaks for it, nor against it.
			if open && x.out.Message != "" {
				weak = append(weak, r)
			}
			continue
		}
		matches = append(matches, match{r, words, form})
	}
	// Several rules that the same words fit: the words decide nothing.
	alike := map[int]int{}
	for _, m := range matches {
		if _, isTrue := truth[m.rule]; !isTrue {
			alike[m.words]++
		}
	}
	open, unnamed := 0, 0
	for _, m := range matches {
		f, isTrue := truth[m.rule]
		c := ruleCause(m.rule)
		theirs := "S3's code and message are the rule's"
		if m.form != nil {
			theirs = "S3 gives this code and message for the rule"
			c.Sources = slices.Clone(c.Sources)
			for source := range strings.FieldsSeq(m.form.sources) {
				if !slices.Contains(c.Sources, source) {
					c.Sources = append(c.Sources, source)
				}
			}
		}
		switch {
		case isTrue && m.words > 0:
			c.Certainty, c.score = Certain, scoreWords+scoreTrue+m.words
			c.Fits = "the request fulfils the rule's condition, and " + theirs + members(&f, &c)
			if m.rule.Doubt != "" && x.usual() {
				// Others have the same answer, and this one isn't sure to.
				c.Certainty = Likely
			}
			x.spoken = true
		case isTrue:
			c.Certainty, c.score = Likely, scoreTrue
			c.Fits = "the request fulfils the rule's condition, and S3's code is the rule's; its message isn't documented" + members(&f, &c)
		default:
			if !known && x.usual() {
				// Without the operation the code alone names nobody.
				unnamed++
				continue
			}
			if open++; alike[m.words] > 1 && open > genericCandidates {
				continue
			}
			c.Certainty, c.score = Likely, scoreWords+scoreUnknown+m.words
			if !known {
				c.score -= scoreUnknown // a cause that needs no operation goes first
			}
			c.Fits = theirs
			if x.usual() {
				// The message comes with the code whatever the cause.
				c.Certainty, c.score = Possible, scoreUnknown
				if m.rule.Doubt != "" {
					c.score--
				}
				c.Fits += ", but S3 says the same for other causes"
				if g.blames(m.rule) {
					c.score, c.Fits = scoreUnknown+2*scoreCodeOnly-1, "S3's code is the rule's, and S3 names what the rule is about: "+clipped(strings.Join(g.named, ", "))
				}
			} else if alike[m.words] > 1 {
				c.Certainty, c.score = Possible, scoreUnknown+m.words
				c.Fits += fmt.Sprintf(", as they are those of %s", otherRules(alike[m.words]-1))
			}
			x.spoken = true
			if w := undecided[m.rule]; judged {
				c.Fits += "; whether the request fulfils its condition isn't known" + wanted(w)
			}
		}
		x.add(c)
	}
	guessed := x.guessed(&g, known, byCode)
	if !known && x.usual() && len(byCode) > 0 && x.tabled() {
		unnamed, byCode = max(unnamed, len(byCode)), nil
	}
	if unnamed > 0 {
		x.out.Next = append(x.out.Next, "say which operation it was (ExplainInput with the input, or a capture): "+rulesWith(unnamed)+" this answer"+guessed)
	}
	if len(matches) == 0 && len(unfulfilled) == 0 && !hasWord(broadCodes, x.out.Code) {
		x.fromCode(byCode)
		weak = nil
	}
	if len(matches) == 0 && len(unfulfilled) == 0 {
		for _, r := range weak[:min(len(weak), weakCandidates)] {
			c := ruleCause(r)
			c.Certainty, c.score = Possible, scoreWeak
			c.Fits = "S3's code is the rule's, whose message isn't documented; whether the request fulfils its condition isn't known" + wanted(undecided[r])
			x.add(c)
		}
	}
	if len(matches) > 0 || len(unfulfilled) == 0 || x.usual() {
		return
	}
	// The words are known, so this is no unknown answer, but what is known of
	// the request speaks against its rules.
	for _, m := range unfulfilled[:min(len(unfulfilled), genericCandidates)] {
		c := ruleCause(m.rule)
		c.Certainty, c.score = Possible, scoreTrue+m.words
		c.Fits = "S3's code and message are the rule's, but the request as it is known doesn't fulfil its condition"
		x.add(c)
	}
	x.spoken = true
	if len(x.out.Discrepancies) == 0 {
		return
	}
	x.out.Next = append(x.out.Next, "S3 saw another request than the one that is known here: check that input and capture are of this very attempt, and what changes the request on the way (members that are set but empty, too)")
}

// guessed adds the rules that S3's document speaks for where the operation isn't known
// and the message says nothing: those about what it blames, and, if they are few, those
// of the operations that it may have been. It returns these operations, to be asked for.
func (x *explainer) guessed(g *guess, known bool, byCode []*compat.Rule) string {
	if known || !x.usual() {
		return ""
	}
	var fitting, blamed []*compat.Rule
	for _, r := range byCode {
		if g.fits(r) {
			fitting = append(fitting, r)
			if g.blames(r) {
				blamed = append(blamed, r)
			}
		}
	}
	if fulfilled := x.fulfilled(g, blamed); len(fulfilled) > 0 {
		blamed = fulfilled
	}
	list, fits := blamed, "S3's code is the rule's, and S3 names what the rule is about: "+clipped(strings.Join(g.named, ", "))
	// Below what is known of the code, unless S3 points to one rule only.
	score, certainty := scoreUnknown+2*scoreCodeOnly-1, Possible
	switch {
	case len(blamed) == 1:
		score, certainty = scoreUnknown+3*scoreCodeOnly, Likely
	case len(blamed) == 0 && (g.why == "" || len(fitting) > genericCandidates):
		list = nil
	case len(blamed) == 0:
		list, fits, score = fitting, "S3's code is the rule's, and the operation may be one of the rule's, as far as S3's document tells: "+g.why, scoreUnknown
	}
	for _, r := range list[:min(len(list), genericCandidates)] {
		c := ruleCause(r)
		c.Certainty, c.score, c.Fits = certainty, score, fits
		x.add(c)
		x.spoken = true
	}
	if g.why == "" || len(fitting) == 0 {
		return ""
	}
	return "; as " + g.why + ", most likely one of " + g.operationsOf(fitting)
}

// rulesWith begins a sentence about so many rules.
func rulesWith(n int) string {
	if n == 1 {
		return "1 rule of the catalogue has"
	}
	return fmt.Sprintf("%d rules of the catalogue have", n)
}

func otherRules(n int) string {
	if n == 1 {
		return "another rule"
	}
	return fmt.Sprintf("%d other rules", n)
}

// tabled reports whether the table of what only S3 can judge has the code whatever
// the message says.
func (x *explainer) tabled() bool {
	return slices.ContainsFunc(allServiceCauses, func(s serviceCause) bool { return s.message == "" && hasCode(s.codes, x.out.Code) })
}

// broadCodes are the codes that say next to nothing about the cause.
const broadCodes = "InvalidRequest InvalidArgument MalformedXML NotImplemented AccessDenied Forbidden MethodNotAllowed BadRequest NotFound " +
	"PreconditionFailed BadDigest SignatureDoesNotMatch AuthorizationHeaderMalformed UnsupportedOperation InvalidBucketState"

// fromCode adds the rules with a code that only few causes have, whatever the
// message says.
func (x *explainer) fromCode(rules []*compat.Rule) {
	for _, r := range rules[:min(len(rules), genericCandidates)] {
		c := ruleCause(r)
		c.Certainty, c.score = Possible, scoreUnknown
		c.Fits = fmt.Sprintf("S3's code is that of %d rules", len(rules))
		if len(rules) == 1 {
			c.Fits = "S3's code is that of this rule alone; nothing known of the request speaks for it"
		}
		if x.usual() {
			x.spoken = true
		} else {
			c.Fits += "; the message isn't a known one"
		}
		x.add(c)
	}
}

// answerFits reports whether the answer is one of a rule's, and how many bytes of
// words say so.
func (x *explainer) answerFits(r *compat.Rule) (words int, fits bool, form *ruleForm) {
	if sameCode(r.Answer.Code, x.out.Code) {
		if words, fits = messageFits(r.Answer.Message, x.out.Message); !fits {
			words = 0
		}
	}
	if x.out.Message == "" {
		return words, fits, nil
	}
	for i := range formsOf[r.ID] {
		f := &formsOf[r.ID][i]
		if n, ok := formsFit(f.message, x.out.Message); ok && n > words && f.code == x.out.Code {
			words, fits, form = n, true, f
		}
	}
	return words, fits, form
}

func wanted(w compat.Wants) string {
	if w.Empty() {
		return ""
	}
	return " (needs " + w.String() + ")"
}

// members notes the members that fulfil a rule, and says what the problem is.
func members(f *compat.Finding, c *Cause) string {
	for _, m := range f.Members {
		c.Members = append(c.Members, m.String())
	}
	return ": " + f.Text()
}

func ruleCause(r *compat.Rule) Cause {
	c := Cause{ID: r.ID, Title: r.Title, Why: r.Why, Fix: r.Fix, Sources: r.Sources}
	if r.Doubt != "" {
		c.Why += " (The sources leave doubt: " + r.Doubt + ")"
	}
	return c
}

// sameCode compares codes. S3 writes one of them in two ways.
func sameCode(rule, code string) bool {
	return rule == code || strings.ReplaceAll(rule, "bitted", "bited") == strings.ReplaceAll(code, "bitted", "bited")
}

// messageFits compares a message with a rule's, in which "…" stands for anything.
// It returns how many bytes of words agree; a rule without a message fits every
// message with none. An answer without a message fits every rule's.
func messageFits(form, message string) (words int, fits bool) {
	return plainFits(plainMessage(form), plainMessage(message))
}

// plainFits is messageFits of what plainMessage makes of both.
func plainFits(form, message string) (words int, fits bool) {
	if form == "" || message == "" {
		return 0, true
	}
	if words, fits = wildcard(form, message); fits {
		return words, true
	}
	// S3 ends some messages with the value that it doesn't like, in brackets.
	if i := strings.LastIndex(message, "["); i > 0 && strings.HasSuffix(message, "]") {
		return wildcard(form, plainMessage(message[:i]))
	}
	return words, false
}

// plainMessage is a message without what varies for no reason: case, spaces, the
// full stop.
func plainMessage(s string) string {
	s = strings.TrimRight(strings.ToLower(strings.Join(strings.Fields(s), " ")), ". ")
	// The published list and S3's answers write this one name in several ways.
	s = strings.ReplaceAll(s, "transfer accelerate ", "transfer acceleration ")
	return strings.TrimPrefix(s, "amazon ")
}

// wildcard reports whether a text has a form with the wildcard "…", and the
// number of bytes that aren't wildcards.
func wildcard(form, text string) (words int, fits bool) {
	parts := strings.Split(form, "…")
	for _, p := range parts {
		words += len(p)
	}
	if len(parts) == 1 {
		return words, form == text
	}
	if !strings.HasPrefix(text, parts[0]) {
		return words, false
	}
	text = text[len(parts[0]):]
	last := parts[len(parts)-1]
	for _, p := range parts[1 : len(parts)-1] {
		i := strings.Index(text, p)
		if i < 0 {
			return words, false
		}
		text = text[i+len(p):]
	}
	return words, strings.HasSuffix(text, last)
}
