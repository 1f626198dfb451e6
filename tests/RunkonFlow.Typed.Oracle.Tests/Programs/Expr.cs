namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>An expression of int: as the flow says it, and as the reference does where the two differ (clock, ids).</summary>
public sealed record Expr(string Flow, string? Reference = null)
{
    public static implicit operator Expr(string text) => new(text);

    public string For(bool isReference) => isReference ? Reference ?? Flow : Flow;
}
