using System.Collections.Immutable;

namespace RunkonFlow.Typed.Oracle.Tests.Programs;

public enum ConditionForm
{
    Plain,
    Pattern,
    OutVariable,
}

/// <summary>An <c>if</c> whose condition may declare <see cref="Declared"/>, which is readable in <see cref="Then"/> only.</summary>
public sealed record If(ConditionForm Form, Expr Condition, string? Declared, Block Then, Block? Else) : Statement
{
    public override bool IsDurable => Then.IsDurable || Else is { IsDurable: true };
}

/// <summary>One section of a switch, with its labels as text. A section that does not end by itself ends with <c>break;</c>.</summary>
public sealed record Section(string Labels, Block Body);

public sealed record Switch(Expr Subject, ImmutableArray<Section> Sections) : Statement
{
    public override bool IsDurable => Sections.Any(s => s.Body.IsDurable);
}

/// <summary>How a loop is bounded once it holds a durable operation; without one it counts to <see cref="Max"/>.</summary>
/// <param name="Max">Rounds.</param>
/// <param name="StuckAfter">0 for none.</param>
/// <param name="Progress">What is compared between rounds.</param>
/// <param name="ContinuesOnLimit">The loop ends quietly at its limit.</param>
public sealed record LoopBound(int Max, int StuckAfter, Expr Progress, bool ContinuesOnLimit);

/// <summary>A <c>while</c> or a <c>do</c>.</summary>
/// <param name="Number">Tells this loop's helper variables from others'.</param>
public sealed record While(bool IsDo, int Number, Expr Condition, LoopBound Bound, Block Body) : Statement
{
    public override bool IsDurable => Body.IsDurable;
}

/// <summary>A <c>for</c> over a constant range, or, with a condition, over two variables and <c>Flow.Loop</c>.</summary>
public sealed record For(int Number, Expr? Condition, LoopBound Bound, Block Body) : Statement
{
    public override bool IsDurable => Body.IsDurable;
}

/// <summary>A <c>foreach</c>; with <see cref="Text"/> it goes over pairs and takes each apart.</summary>
public sealed record ForEach(int Number, string ItemType, Expr Items, Block Body, string? Text = null) : Statement
{
    public override bool IsDurable => Body.IsDurable;
}

/// <summary>A catch clause. <see cref="IsAny"/> catches every exception, which only a <c>try</c> without operations may.</summary>
public sealed record Catch(bool IsAny, string Variable, Expr? Filter, Block Body);

public sealed record Try(int Number, Block Body, ImmutableArray<Catch> Catches, Block? Finally) : Statement
{
    public override bool IsDurable => Body.IsDurable || Finally is { IsDurable: true } || Catches.Any(c => c.Body.IsDurable);
}
