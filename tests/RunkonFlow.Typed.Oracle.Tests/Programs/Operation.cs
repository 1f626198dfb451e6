using System.Collections.Immutable;

namespace RunkonFlow.Typed.Oracle.Tests.Programs;

public enum OperationUse
{
    Plain,
    Discarded,
    Assigned,
    Declared,
    Deconstructed,
    Returned,
}

/// <summary>A durable operation: the method, its arguments as they are written, and what becomes of its result.</summary>
/// <param name="Method">The method's name without <c>Async</c>.</param>
/// <param name="Id">The call site's id.</param>
/// <param name="IsNamed">The id is given with <c>Flow.As</c>, because another call site has the method's own.</param>
/// <param name="Kind">Whether it is a step, a sub-flow or a timer.</param>
/// <param name="Arguments">With parameter names where they stand out of order.</param>
/// <param name="Use">What becomes of the result.</param>
/// <param name="Target">The variable that takes it, or two of them with a comma between.</param>
/// <param name="PassesToken">The flow's token is an argument too.</param>
/// <param name="Suffix">What follows the call, such as <c>.ConfigureAwait(false)</c>.</param>
public sealed record Operation(
    string Method, string Id, bool IsNamed, OperationKind Kind, ImmutableArray<Argument> Arguments, OperationUse Use,
    string? Target, bool PassesToken = false, string Suffix = "")
    : Statement
{
    public override bool IsDurable => true;
}

public enum OperationKind
{
    Step,
    LibraryStep,
    SubFlow,
    Timer,
}

/// <summary>One argument, by its parameter's name where that is not null.</summary>
public sealed record Argument(string? Name, Expr Value)
{
    public string For(bool isReference) => (Name is null ? "" : Name + ": ") + Value.For(isReference);
}
