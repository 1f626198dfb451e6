using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Flows.Rules;

/// <summary>A place in a flow method that names a durable operation, allowed or not.</summary>
/// <param name="Node">The call, or the method group.</param>
/// <param name="Method">The step, sub-flow or timer.</param>
/// <param name="Kind">Which of them it is.</param>
/// <param name="Durable">The whole statement; null where the operation may not stand.</param>
/// <param name="Fault">What is wrong with the place; null for an allowed one.</param>
internal sealed record CallSite(SyntaxNode Node, IMethodSymbol Method, DurableKind Kind, DurableStatement? Durable, PlaceFault? Fault)
{
    /// <summary>It is the body of a fan-out, whose nodes stand under the fan-out's id.</summary>
    public bool IsItem { get; init; }

    /// <summary>The operation as the user writes it.</summary>
    public string Name => NameOf(Method);

    /// <summary>The flow's own statements await it, be it at a place where it may not stand.</summary>
    public bool IsAwaitedByFlow => Fault is null or { IsAwaited: true, IsInFunction: false };

    public static string NameOf(IMethodSymbol method) => method.ContainingType.IsNamed(FlowNames.Flow) ? $"Flow.{method.Name}" : method.Name;
}

/// <summary>Why an operation may not stand where it stands.</summary>
/// <param name="IsAwaited">Whether the operation itself is awaited, so that only its place is wrong.</param>
/// <param name="Place">The place, as in "cannot stand in …".</param>
/// <param name="Advice">What to write instead.</param>
internal sealed record PlaceFault(bool IsAwaited, string Place, string Advice)
{
    /// <summary>The place is a lambda, a local function or a query, which is not the flow's own course.</summary>
    public bool IsInFunction { get; init; }
}
