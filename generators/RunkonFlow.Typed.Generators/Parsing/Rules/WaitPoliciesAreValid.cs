using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Flows;

namespace RunkonFlow.Typed.Generators.Parsing.Rules;

/// <summary>RKF0300 and RKF0304: what gates and signals say of time, people and text can be followed.</summary>
internal static class WaitPoliciesAreValid
{
    public static IEnumerable<Finding> Check(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (method.Find(KnownNames.SignalAttribute) is { } signal) return PolicyValuesAreValid.Timeout(signal, cancellationToken);
        return method.Find(KnownNames.GateAttribute) is { } gate
            ? PolicyValuesAreValid.Timeout(gate, cancellationToken)
                .Concat(PolicyValuesAreValid.Count(gate, "MinApprovals", cancellationToken))
                .Concat(PolicyValuesAreValid.Member(gate, "OnTimeout", 3, cancellationToken))
                .Concat(Template(gate, "Prompt", method, cancellationToken))
                .Concat(Template(gate, "Assignee", method, cancellationToken))
                .Concat(method.Find(KnownNames.ResolvedByAttribute) is { } resolved
                    ? PolicyValuesAreValid.Durations(resolved, ["Every"], mustBePositive: true, cancellationToken) : [])
                .Concat(HasTimeout(gate, method, cancellationToken))
            : [];
    }

    private static IEnumerable<Finding> Template(AttributeData gate, string name, IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (gate.Named<string?>(name, null) is not { } text) yield break;
        TemplateParser.Parse(text, method, out var fault);
        if (fault is not null) yield return PolicyValuesAreValid.Invalid(gate, name, ConstantText.Of(text), fault, cancellationToken);
    }

    private static IEnumerable<Finding> HasTimeout(AttributeData gate, IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (gate.Named<string?>("Timeout", null) is null)
            yield return new Finding(PolicyDiagnostics.GateHasNoTimeout, gate.LocationOf(null, cancellationToken), method.Name);
    }
}
