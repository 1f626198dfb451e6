using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>What a durable method returns.</summary>
/// <param name="IsTask">One of the four task types.</param>
/// <param name="IsValueTask"><c>ValueTask</c> or <c>ValueTask&lt;T&gt;</c>.</param>
/// <param name="Result">The type inside, or null for none.</param>
internal readonly record struct AsyncShape(bool IsTask, bool IsValueTask, ITypeSymbol? Result)
{
    public static AsyncShape Of(IMethodSymbol method)
    {
        var type = method.ReturnType;
        if (type.Is(KnownNames.Task)) return new(true, false, null);
        if (type.Is(KnownNames.ValueTask)) return new(true, true, null);
        if (type.Is(KnownNames.TaskOf)) return new(true, false, ((INamedTypeSymbol)type).TypeArguments[0]);
        if (type.Is(KnownNames.ValueTaskOf)) return new(true, true, ((INamedTypeSymbol)type).TypeArguments[0]);
        return default;
    }
}
