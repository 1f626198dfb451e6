using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0007: a gate or signal is a partial method without a body, and returns what its kind gives.</summary>
internal static class WaitsAreDeclaredRightly
{
    private const string GateResult = "ValueTask<Decision>";
    private const string GateAdvice = "return 'ValueTask<Decision>', or 'ValueTask<Decision<T>>' with an enum or 'string' as T";

    public static IEnumerable<Finding> Check(IMethodSymbol method)
    {
        if (!WaitReader.IsWait(method)) yield break;
        if (Complaint(method) is var (what, advice))
            yield return new Finding(DeclarationDiagnostics.WaitIsDeclaredWrongly, method.Locations[0], method.Name, what, advice);
    }

    private static (string What, string Advice)? Complaint(IMethodSymbol method)
    {
        var isGate = method.Has(KnownNames.GateAttribute);
        var kind = isGate ? "gate" : "signal";
        if (!method.IsPartialDefinition)
            return ($"is a {kind} that is not partial", $"write '{(method.IsStatic ? "" : "private ")}partial {ResultOf(method, isGate)} {method.Name}(…);', its body is emitted");
        if (method.PartialImplementationPart is not null && !method.Has(KnownNames.GeneratedCode))
            return ($"is a {kind} with a body", "remove the body, one is emitted");
        if (method.IsGenericMethod)
            return ($"is a generic {kind}", "name the types that it works on");
        if (FlowReader.ContainsError(method.ReturnType) || WaitReader.HasValue(method, isGate, out var value))
            return isGate && !FlowReader.ContainsError(method.ReturnType) ? OptionsComplaint(method) : null;
        var result = TypeNames.ForPeople(method.ReturnType);
        if (!isGate) return ($"is a signal that returns '{result}'", "return 'ValueTask<T>' with the type of its message");
        return AsyncShape.Of(method).Result is INamedTypeSymbol decision && decision.Is(KnownNames.DecisionOf) && AsyncShape.Of(method).IsValueTask
            ? ($"is a gate whose options are '{TypeNames.ForPeople(decision.TypeArguments[0])}'", "let deciders select members of an enum, or 'string' with a parameter 'options'")
            : ($"is a gate that returns '{result}'", GateAdvice);
    }

    private static (string What, string Advice)? OptionsComplaint(IMethodSymbol gate)
    {
        WaitReader.HasValue(gate, isGate: true, out var option);
        return option is { SpecialType: SpecialType.System_String } && GateParser.OptionsOf(gate) is null
            ? ("is a gate whose deciders select text, but nothing says which", "give it a parameter 'IReadOnlyList<string> options'")
            : null;
    }

    private static string ResultOf(IMethodSymbol method, bool isGate)
        => WaitReader.HasValue(method, isGate, out _) ? method.ReturnType.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) : isGate ? GateResult : "ValueTask<T>";
}
