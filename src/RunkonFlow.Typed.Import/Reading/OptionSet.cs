using System.Collections.Immutable;

namespace RunkonFlow.Typed.Import.Reading;

/// <summary>The options of one node: hands out values of the right kind, and knows which nobody asked for.</summary>
internal sealed class OptionSet
{
    private readonly Dictionary<string, Option> _options = [];
    private readonly HashSet<string> _known = [];
    private readonly string _node;
    private readonly Position _at;
    private readonly Findings _findings;
    private readonly Action<Position, string> _warn;

    /// <param name="node">What they belong to, for messages.</param>
    /// <param name="at">Where it begins.</param>
    /// <param name="options">The options.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <param name="warn">Takes what is odd.</param>
    public OptionSet(string node, Position at, IEnumerable<Option> options, Findings findings, Action<Position, string> warn)
    {
        (_node, _at, _findings, _warn) = (node, at, findings, warn);
        foreach (var option in options)
        {
            if (_options.ContainsKey(option.Key)) warn(option.At, $"'{option.Key}' stands twice in {node}; the last one counts.");
            _options[option.Key] = option;
        }
    }

    public bool Has(string key) => _options.ContainsKey(key);

    public Option? Take(string key)
    {
        _known.Add(key);
        return _options.GetValueOrDefault(key);
    }

    public string? Text(string key, bool isRequired = false)
    {
        if (Scalar(key) is { } option) return option.Value.Text;
        if (isRequired && !Has(key)) _findings.Error(_at, $"{_node} needs the option '{key}'.");
        return null;
    }

    public uint? Number(string key, uint max = uint.MaxValue, bool isRequired = false)
    {
        var text = Text(key, isRequired);
        if (text is null) return null;
        if (uint.TryParse(text, out var number) && number <= max) return number;
        _findings.Error(_options[key].At, $"'{key}' of {_node} is a whole number{(max < uint.MaxValue ? $" from 0 to {max}" : "")}, not '{text}'.");
        return null;
    }

    /// <summary>One of some words; the first stands for none.</summary>
    public string Word(string key, params string[] words)
    {
        var text = Text(key);
        if (text is null) return words[0];
        if (Array.IndexOf(words, text) >= 0) return text;
        _findings.Error(_options[key].At, $"'{key}' of {_node} is {string.Join(" or ", words)}, not '{text}'.");
        return words[0];
    }

    /// <summary>A list; a single value counts as one.</summary>
    public ImmutableArray<string> List(string key)
    {
        if (Take(key) is not { } option) return [];
        if (option.Value.Kind == OptionValueKind.List) return option.Value.Items;
        if (option.Value.Kind != OptionValueKind.Map) return [option.Value.Text];
        _findings.Error(option.At, $"'{key}' of {_node} is a list, such as [\"a\", \"b\"].");
        return [];
    }

    public ImmutableArray<KeyValuePair<string, string>> Map(string key)
    {
        if (Take(key) is not { } option) return [];
        if (option.Value.Kind == OptionValueKind.Map) return option.Value.Entries;
        _findings.Error(option.At, $"'{key}' of {_node} is a map, such as {{ NAME = \"value\" }}, not {option.Value.Shown}.");
        return [];
    }

    /// <summary>How long something may take, as our attributes write it.</summary>
    public string? Duration(string key, bool secondsOnly = false, bool milliseconds = true)
    {
        var text = Text(key);
        if (text is null) return null;
        if (uint.TryParse(text, out var seconds) && seconds > 0) return $"{seconds}s";
        var unit = text.TrimStart("0123456789".ToCharArray());
        var isNumber = uint.TryParse(text[..^unit.Length], out var amount) && amount > 0;
        if (isNumber && !secondsOnly && (unit is "s" or "m" or "h" || (milliseconds && unit == "ms"))) return text;
        var forms = secondsOnly ? "a number of seconds above 0" : $"a time above 0 such as \"90s\", \"30m\" or \"2h\"{(milliseconds ? ", \"500ms\"" : "")}, or a number of seconds";
        _findings.Error(_options[key].At, $"'{key}' of {_node} is {forms}, not '{text}'.");
        return null;
    }

    /// <summary>Reports the options that the node does not know: runkon-flow drops them without a word.</summary>
    public void Finish(bool isError = false)
    {
        foreach (var option in _options.Values.Where(option => !_known.Contains(option.Key)))
        {
            var known = _known.Count == 0 ? "it has none" : $"it knows {string.Join(", ", _known.Order(StringComparer.Ordinal))}";
            var message = $"{_node} has no option '{option.Key}' (= {option.Value.Shown}); {known}.";
            if (isError) _findings.Error(option.At, message);
            else _warn(option.At, $"{message} runkon-flow ignores it, and so does the import.");
        }
    }

    private Option? Scalar(string key)
    {
        if (Take(key) is not { } option) return null;
        if (option.Value.Kind is not (OptionValueKind.List or OptionValueKind.Map)) return option;
        _findings.Error(option.At, $"'{key}' of {_node} is one value, not {option.Value.Shown}.");
        return null;
    }
}
