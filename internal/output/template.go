package output

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/openlxc/lxc/pkg/i18n"
)

// Templates are Go templates, parsed by the standard parser. They are not executed by text/template, since that calls methods
// by name: the linker would keep all methods of all types, a fifth of the binary. Objects are decoded JSON and have no methods.
// Fields are found under any spelling, so {{.StatusCode}} is status_code.

// parseTemplate parses a template.
func parseTemplate(text string) (*parse.Tree, error) {
	known := map[string]any{}
	for name := range templateFuncs {
		known[name] = true
	}
	trees, err := parse.Parse("template", text, "", "", known)
	if err != nil {
		return nil, badExpression(text, errors.New(strings.TrimPrefix(err.Error(), "template: template:")))
	}
	tree := trees["template"]
	if tree == nil {
		return nil, badExpression(text, errors.New(i18n.G("it shows nothing")))
	}
	return tree, nil
}

// runTemplate writes the result of a template for each object, one per line.
func runTemplate(out *bytes.Buffer, text string, objects []any) error {
	tree, err := parseTemplate(text)
	if err != nil {
		return err
	}
	for _, object := range objects {
		run := templateRun{out: out, vars: []variable{{"$", object}}}
		if err := run.list(object, tree.Root); err != nil && !errors.Is(err, errBreak) && !errors.Is(err, errContinue) {
			return badExpression(text, err)
		}
		out.WriteByte('\n')
	}
	return nil
}

type variable struct {
	name  string
	value any
}

// templateRun is the execution of a template for one object.
type templateRun struct {
	out  *bytes.Buffer
	vars []variable // the latest definition of a name wins
}

var errBreak, errContinue = errors.New("break"), errors.New("continue")

func (r *templateRun) list(dot any, list *parse.ListNode) error {
	if list == nil {
		return nil
	}
	for _, node := range list.Nodes {
		if err := r.node(dot, node); err != nil {
			return err
		}
	}
	return nil
}

func (r *templateRun) node(dot any, node parse.Node) error {
	switch node := node.(type) {
	case *parse.TextNode:
		r.out.Write(node.Text)
	case *parse.CommentNode:
	case *parse.ActionNode:
		value, err := r.pipe(dot, node.Pipe)
		if err == nil && len(node.Pipe.Decl) == 0 {
			r.out.WriteString(templateText(value))
		}
		return err
	case *parse.IfNode:
		return r.branch(dot, &node.BranchNode, dot)
	case *parse.WithNode:
		return r.branch(dot, &node.BranchNode, nil)
	case *parse.RangeNode:
		return r.loop(dot, node)
	case *parse.BreakNode:
		return errBreak
	case *parse.ContinueNode:
		return errContinue
	default:
		return errors.New(i18n.F("%s is not supported", node))
	}
	return nil
}

// branch runs one of two lists. In the first one dot is the value of the condition, unless dot is given.
func (r *templateRun) branch(dot any, node *parse.BranchNode, inner any) error {
	defer r.forget(len(r.vars))
	value, err := r.pipe(dot, node.Pipe)
	switch {
	case err != nil:
		return err
	case !truth(value):
		return r.list(dot, node.ElseList)
	case node.NodeType == parse.NodeWith:
		inner = value
	}
	return r.list(inner, node.List)
}

func (r *templateRun) forget(n int) { r.vars = r.vars[:n] }

// loop runs a list for each element of a list, or of an object sorted by key.
func (r *templateRun) loop(dot any, node *parse.RangeNode) error {
	defer r.forget(len(r.vars))
	value, err := r.pipe(dot, node.Pipe)
	if err != nil {
		return err
	}
	var keys, items []any
	switch value := value.(type) {
	case []any:
		for i, item := range value {
			keys, items = append(keys, i), append(items, item)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			keys, items = append(keys, key), append(items, value[key])
		}
	}
	if len(items) == 0 {
		return r.list(dot, node.ElseList)
	}
	declared := len(r.vars)
	for i, item := range items {
		r.forget(declared)
		switch names := node.Pipe.Decl; len(names) {
		case 1:
			r.declare(names[0], item)
		case 2:
			r.declare(names[0], keys[i])
			r.declare(names[1], item)
		}
		err := r.list(item, node.List)
		if errors.Is(err, errBreak) {
			break
		}
		if err != nil && !errors.Is(err, errContinue) {
			return err
		}
	}
	return nil
}

func (r *templateRun) declare(name *parse.VariableNode, value any) {
	r.vars = append(r.vars, variable{name.Ident[0], value})
}

// pipe evaluates a pipeline and assigns its variables.
func (r *templateRun) pipe(dot any, pipe *parse.PipeNode) (any, error) {
	var value any
	for i, command := range pipe.Cmds {
		var last []any
		if i > 0 {
			last = []any{value}
		}
		var err error
		if value, err = r.command(dot, command, last); err != nil {
			return nil, err
		}
	}
	for _, name := range pipe.Decl {
		if !pipe.IsAssign {
			r.declare(name, value)
			continue
		}
		for n := len(r.vars) - 1; n >= 0; n-- {
			if r.vars[n].name == name.Ident[0] {
				r.vars[n].value = value
				break
			}
		}
	}
	return value, nil
}

// command evaluates a value or a function call; last is the result of the previous command in the pipeline.
func (r *templateRun) command(dot any, command *parse.CommandNode, last []any) (any, error) {
	name, isFunc := command.Args[0].(*parse.IdentifierNode)
	if !isFunc {
		if len(command.Args) > 1 || last != nil {
			return nil, errors.New(i18n.F("%s is not a function", command.Args[0]))
		}
		return r.value(dot, command.Args[0])
	}
	var args []any
	for _, arg := range command.Args[1:] {
		value, err := r.value(dot, arg)
		if err != nil {
			return nil, err
		}
		args = append(args, value)
	}
	value, err := templateFuncs[name.Ident](append(args, last...))
	if err != nil {
		err = fmt.Errorf("%s: %w", name.Ident, err)
	}
	return value, err
}

func (r *templateRun) value(dot any, node parse.Node) (any, error) {
	switch node := node.(type) {
	case *parse.DotNode:
		return dot, nil
	case *parse.NilNode:
		return nil, nil
	case *parse.StringNode:
		return node.Text, nil
	case *parse.BoolNode:
		return node.True, nil
	case *parse.NumberNode:
		return json.Number(node.Text), nil
	case *parse.FieldNode:
		return inside(dot, node.Ident), nil
	case *parse.VariableNode:
		for n := len(r.vars) - 1; n >= 0; n-- {
			if r.vars[n].name == node.Ident[0] {
				return inside(r.vars[n].value, node.Ident[1:]), nil
			}
		}
	case *parse.ChainNode:
		value, err := r.value(dot, node.Node)
		return inside(value, node.Field), err
	case *parse.PipeNode:
		return r.pipe(dot, node)
	case *parse.IdentifierNode:
		return templateFuncs[node.Ident](nil)
	}
	return nil, errors.New(i18n.F("%s is not supported", node))
}
