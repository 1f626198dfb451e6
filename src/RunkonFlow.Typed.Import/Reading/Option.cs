namespace RunkonFlow.Typed.Import.Reading;

/// <summary>One <c>key = value</c>.</summary>
internal sealed record Option(string Key, OptionValue Value, Position At);
