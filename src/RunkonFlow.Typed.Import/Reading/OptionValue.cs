using System.Collections.Immutable;

namespace RunkonFlow.Typed.Import.Reading;

/// <summary>The value of an option.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Text">Of a text, number, word or pair (<c>step.field</c>).</param>
/// <param name="Items">Of a list.</param>
/// <param name="Entries">Of a map.</param>
internal sealed record OptionValue(
    OptionValueKind Kind, string Text, ImmutableArray<string> Items, ImmutableArray<KeyValuePair<string, string>> Entries)
{
    public static OptionValue Scalar(OptionValueKind kind, string text) => new(kind, text, [], []);

    public string Shown => Kind switch
    {
        OptionValueKind.List => "a list",
        OptionValueKind.Map => "a map",
        _ => $"'{Text}'",
    };
}
