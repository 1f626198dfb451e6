namespace RunkonFlow.Typed.Generators.Values;

/// <summary>The code that writes and reads a single value.</summary>
/// <param name="Write">A call with <c>{json}</c> and <c>{value}</c> in it.</param>
/// <param name="Read">An expression with <c>{json}</c> in it.</param>
internal sealed record ScalarCodec(string Write, string Read)
{
    public string Writing(string json, string value) => Write.Replace("{json}", json).Replace("{value}", value);

    public string Reading(string json) => Read.Replace("{json}", json);
}
