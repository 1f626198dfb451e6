namespace RunkonFlow.Typed.Tests.Protocol;

/// <summary>What the store answers, in a form in which the model's and the store's can be compared.</summary>
/// <param name="Outcome">The outcome of a commit or command, or a count; -1 where there is none.</param>
/// <param name="First">How the first run was answered.</param>
/// <param name="Second">How the second run was answered.</param>
internal readonly record struct ProtocolAnswer(int Outcome, RunAnswer First = default, RunAnswer Second = default)
{
    public ProtocolAnswer With(int run, RunAnswer answer) => run == 0 ? this with { First = answer } : this with { Second = answer };
}
