package sent

import (
	"encoding/json"
	"strings"
)

// members calls visit for each member of a JSON object, which must be valid.
func members(data []byte, visit func(key string, raw []byte)) {
	i := blank(data, 0)
	if i >= len(data) || data[i] != '{' {
		return
	}
	for i++; ; i++ {
		if i = blank(data, i); i >= len(data) || data[i] != '"' {
			return
		}
		end := text(data, i)
		key := unquote(data[i:end])
		start := blank(data, blank(data, end)+1) // after the colon
		end = value(data, start)
		visit(key, data[start:end])
		if i = blank(data, end); i >= len(data) || data[i] != ',' {
			return
		}
	}
}

// elements calls visit for each element of a JSON array, which must be valid.
func elements(data []byte, visit func(raw []byte)) {
	i := blank(data, 0)
	if i >= len(data) || data[i] != '[' {
		return
	}
	for i++; ; i++ {
		if i = blank(data, i); i >= len(data) || data[i] == ']' {
			return
		}
		end := value(data, i)
		visit(data[i:end])
		if i = blank(data, end); i >= len(data) || data[i] != ',' {
			return
		}
	}
}

func blank(data []byte, i int) int {
	for i < len(data) && (data[i] == ' ' || data[i] == '\n' || data[i] == '\t' || data[i] == '\r') {
		i++
	}
	return i
}

// text returns the end of the string that starts at i.
func text(data []byte, i int) int {
	for i++; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(data)
}

// value returns the end of the value that starts at i.
func value(data []byte, i int) int {
	depth := 0
	for i < len(data) {
		switch data[i] {
		case '"':
			i = text(data, i)
		case '{', '[':
			depth++
			i++
			continue
		case '}', ']':
			if depth == 0 {
				return i
			}
			depth--
			i++
		case ',', ':', ' ', '\n', '\t', '\r':
			if depth == 0 {
				return i
			}
			i++
			continue
		default:
			for i < len(data) && !strings.ContainsRune(",:]} \n\t\r", rune(data[i])) {
				i++
			}
		}
		if depth == 0 {
			return i
		}
	}
	return i
}

func unquote(quoted []byte) string {
	if inner := quoted[1 : len(quoted)-1]; !strings.Contains(string(inner), `\`) {
		return string(inner)
	}
	var out string
	_ = json.Unmarshal(quoted, &out)
	return out
}
