using System.Collections.Immutable;

namespace RunkonFlow.Typed.Import.Reading;

/// <summary>Reads lists of <c>key = value</c>.</summary>
internal sealed class OptionParser(TokenReader tokens, Action<Position, string> warn)
{
    private static readonly HashSet<string> NoKeys = ["call", "unless", "while", "do", "parallel", "gate", "always", "script", "foreach", "meta", "boolean"];

    /// <summary>Reads as many options as stand here.</summary>
    /// <param name="maps">The keys behind which a map may stand without <c>=</c>.</param>
    public ImmutableArray<Option> Read(params string[] maps)
    {
        var options = ImmutableArray.CreateBuilder<Option>();
        while (tokens.Current.Kind == TokenKind.Word)
        {
            var key = tokens.Current;
            var isMap = tokens.Following.Is("{") && Array.IndexOf(maps, key.Text) >= 0;
            if (!isMap && (NoKeys.Contains(key.Text) || !tokens.Following.Is("="))) break;
            tokens.Advance();
            if (isMap) warn(key.At, $"'{key.Text} {{' has no '='; it is read as '{key.Text} = {{', which runkon-flow does not do.");
            else tokens.Advance();
            options.Add(new(key.Text, Value(key.Text), key.At));
        }
        return options.ToImmutable();
    }

    private OptionValue Value(string key)
    {
        var token = tokens.Current;
        if (token.Is("[")) return List();
        if (token.Is("{")) return Map(key);
        if (token.Kind is not (TokenKind.Text or TokenKind.Number or TokenKind.Word))
            throw new Refusal(token.At, $"The value of '{key}' is missing: a text, a number, a word, a list or a map. Here stands {token.Shown}.");
        tokens.Advance();
        if (token.Kind == TokenKind.Text) return OptionValue.Scalar(OptionValueKind.Text, token.Text);
        if (token.Kind == TokenKind.Number) return OptionValue.Scalar(OptionValueKind.Number, token.Text);
        return tokens.TryTake(".")
            ? OptionValue.Scalar(OptionValueKind.Pair, $"{token.Text}.{tokens.Name($"The field behind '{token.Text}.'")}")
            : OptionValue.Scalar(OptionValueKind.Word, token.Text);
    }

    private OptionValue List()
    {
        tokens.Advance();
        var items = ImmutableArray.CreateBuilder<string>();
        while (!tokens.Current.Is("]"))
        {
            var at = tokens.Current.At;
            if (tokens.Current.Kind == TokenKind.End) throw new Refusal(at, "']' is missing at the end of a list.");
            var item = Value("an item of the list");
            if (item.Kind is OptionValueKind.List or OptionValueKind.Map) throw new Refusal(at, "A list holds texts, numbers and words, no lists or maps.");
            items.Add(item.Text);
            tokens.TryTake(",");
        }
        tokens.Advance();
        return new(OptionValueKind.List, "", items.ToImmutable(), []);
    }

    private OptionValue Map(string key)
    {
        tokens.Advance();
        var entries = new List<KeyValuePair<string, string>>();
        while (!tokens.Current.Is("}"))
        {
            var at = tokens.Current.At;
            if (tokens.Current.Is(",")) throw new Refusal(at, "Between the entries of a map stands no ','; remove it.");
            if (tokens.Current.Kind == TokenKind.End) throw new Refusal(at, $"'}}' is missing at the end of the map '{key}'.");
            var name = tokens.Name($"A key of '{key}'");
            tokens.Expect("=", $"behind '{name}' in the map '{key}'");
            var value = Value(name);
            if (value.Kind is OptionValueKind.List or OptionValueKind.Map) throw new Refusal(at, $"'{name}' in '{key}' takes a text, a number or a word.");
            if (entries.RemoveAll(entry => entry.Key == name) > 0) warn(at, $"'{name}' stands twice in '{key}'; the last one counts.");
            entries.Add(new(name, value.Text));
        }
        tokens.Advance();
        return new(OptionValueKind.Map, "", [], [.. entries]);
    }
}
