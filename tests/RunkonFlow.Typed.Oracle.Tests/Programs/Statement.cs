using System.Collections.Immutable;

namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>One statement of an abstract program. It is rendered twice: as a user writes it, and as the reference says it.</summary>
public abstract record Statement
{
    /// <summary>Whether it holds a durable operation; then the machine lowers it, otherwise it stays whole in a segment.</summary>
    public virtual bool IsDurable => false;
}

public sealed record Block(ImmutableArray<Statement> Statements)
{
    public bool IsDurable => Statements.Any(s => s.IsDurable);
}

/// <summary>Braces that stand alone.</summary>
public sealed record Nested(Block Body) : Statement
{
    public override bool IsDurable => Body.IsDurable;
}

public sealed record Local(string Name, Expr Value) : Statement;

public sealed record Assign(string Target, Expr Value) : Statement;

public sealed record Increment(string Target) : Statement;

/// <summary><c>var (x, y) = (…, …);</c>, or without <c>var</c> into variables that exist.</summary>
public sealed record Deconstruction(bool Declares, string Left, string Right, Expr Value) : Statement;

/// <summary>A function that captures and changes a variable around it.</summary>
public sealed record LocalFunction(string Name, string Captured, Expr Value) : Statement;

public sealed record Break : Statement;

public sealed record Continue : Statement;

public sealed record Return(Expr Value) : Statement;

/// <summary><c>throw</c> of a new exception; <see cref="Exception"/> is the text of an expression.</summary>
public sealed record Throw(string Exception) : Statement;

public sealed record ThrowCaught(string Variable) : Statement;

public sealed record Rethrow : Statement;

/// <summary>A read of what a statement before an operation in the same <c>try</c> has written, in a handler of that <c>try</c>.</summary>
public sealed record Witness(string Variable) : Statement;
