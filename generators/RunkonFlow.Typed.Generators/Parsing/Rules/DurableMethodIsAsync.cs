using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0005: a durable method returns a task, and a flow is written with <c>async</c>.</summary>
internal static class DurableMethodIsAsync
{
    public static IEnumerable<Finding> Check(IMethodSymbol method)
    {
        // What a gate or signal returns is a rule of its own.
        if (method.ReturnType.TypeKind == TypeKind.Error || WaitReader.IsWait(method)) yield break;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || !AsyncShape.Of(method).IsTask)
        {
            yield return new Finding(
                DeclarationDiagnostics.DurableMethodIsNotAsync, method.Locations[0], method.Name,
                $"returns '{TypeNames.ForPeople(method.ReturnType)}'", "return Task, Task<T>, ValueTask or ValueTask<T>");
        }
        else if (StepRules.IsFlow(method) && !method.IsAsync && method.PartialImplementationPart is not { IsAsync: true })
        {
            yield return new Finding(
                DeclarationDiagnostics.DurableMethodIsNotAsync, method.Locations[0], method.Name,
                "is a flow without 'async'", "write 'async' and await its operations");
        }
    }
}
