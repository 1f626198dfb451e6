using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Model;
using RunkonFlow.Typed.Generators.Policies;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>Reads the gates and signals of a workflow.</summary>
internal static class WaitReader
{
    public static IEnumerable<WaitModel> Read(INamedTypeSymbol workflow, CancellationToken cancellationToken)
    {
        var (gates, signals) = (new HandleNames(), new HandleNames());
        foreach (var method in Of(workflow))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isGate = method.Has(KnownNames.GateAttribute);
            var hasHandle = HasValue(method, isGate, out var value);
            yield return new WaitModel
            {
                IsGate = isGate,
                Name = method.Name,
                Id = DurableCall.IdOf(method),
                FormerIds = method.FormerNames().ToEquatable(),
                Handle = (isGate ? gates : signals).For(method.Name),
                Value = value is null ? null : TypeNames.Emitted(value),
                Request = isGate || value is null || ReplyOf(value) is not { } reply ? null : RequestOf((INamedTypeSymbol)value, reply),
                HasHandle = hasHandle,
                OnTimeout = method.Find(KnownNames.GateAttribute) is { } gate ? WaitPolicyEmitter.OnTimeoutOf(gate) : null,
                RunsInline = hasHandle && method.Parameters.All(p => p.RefKind == RefKind.None),
                Accessibility = AccessibilityRules.WidestFor(workflow, value is null ? [] : [value]),
                Declaration = DeclarationOf(method, cancellationToken),
            };
        }
    }

    /// <summary>The gates and signals that a class declares.</summary>
    public static IEnumerable<IMethodSymbol> Of(INamedTypeSymbol workflow) => workflow.GetMembers().OfType<IMethodSymbol>().Where(IsWait);

    public static bool IsWait(IMethodSymbol method) => method.Has(KnownNames.GateAttribute) || method.Has(KnownNames.SignalAttribute);

    /// <summary>Whether the method returns what its kind must: then the type of its options or message.</summary>
    public static bool HasValue(IMethodSymbol method, bool isGate, out ITypeSymbol? value)
    {
        value = null;
        if (method.IsGenericMethod || AsyncShape.Of(method) is not { IsValueTask: true, Result: { } result } || FlowReader.ContainsError(result)) return false;
        if (isGate && result.Is(KnownNames.Decision)) return true;
        value = !isGate ? result : result.Is(KnownNames.DecisionOf) ? ((INamedTypeSymbol)result).TypeArguments[0] : null;
        return value is not null && (!isGate || value.TypeKind == TypeKind.Enum || value.SpecialType == SpecialType.System_String);
    }

    /// <summary>What a flow answers to a signal of a type; null for one that is no request.</summary>
    public static ITypeSymbol? ReplyOf(ITypeSymbol message) => message.Is(KnownNames.Request) ? ((INamedTypeSymbol)message).TypeArguments[1] : null;

    private static RequestModel RequestOf(INamedTypeSymbol request, ITypeSymbol reply)
        => new(TypeNames.Emitted(request.TypeArguments[0]), TypeNames.Emitted(reply));

    /// <summary>The implementing part as the compiler wants it: modifiers, types and names of the defining one, without defaults.</summary>
    private static string? DeclarationOf(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (!method.IsPartialDefinition || method.PartialImplementationPart is not null) return null;
        if (FlowReader.ContainsError(method.ReturnType) || method.Parameters.Any(p => FlowReader.ContainsError(p.Type))) return null;
        if (method.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is not MethodDeclarationSyntax syntax) return null;
        var modifiers = string.Concat(syntax.Modifiers.Where(m => m.ValueText != "partial").Select(m => m.ValueText + " "));
        var types = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(t => Identifier.Escape(t.Name)))}>" : "";
        var result = method.ReturnsVoid ? "void" : TypeNames.Emitted(method.ReturnType);
        return $"{modifiers}partial {result} {Identifier.Escape(method.Name)}{types}({string.Join(", ", method.Parameters.Select(Declare))})";
    }

    private static string Declare(IParameterSymbol parameter)
    {
        var kind = parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => parameter.IsParams ? "params " : "",
        };
        return $"{kind}{TypeNames.Emitted(parameter.Type)} {Identifier.Escape(parameter.Name)}";
    }
}
