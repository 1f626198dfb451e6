using Microsoft.CodeAnalysis;
using RunkonFlow.Typed.Generators.Parsing;

namespace RunkonFlow.Typed.Generators.Policies;

/// <summary>The policies of gates and signals as a <c>NodeDefinition</c>'s initializer states them, each part with a comma before it.</summary>
internal static class WaitPolicyEmitter
{
    private static readonly string[] OnTimeoutNames = ["Fail", "Reject", "Continue", "Escalate"];

    /// <summary>The member of <c>OnTimeout</c> that a <c>[Gate]</c> names; the first when it names none that there is.</summary>
    public static string OnTimeoutOf(AttributeData gate)
        => OnTimeoutNames[gate.Member("OnTimeout") is { } member and > 0 && member < OnTimeoutNames.Length ? member : 0];

    public static string OfGate(IMethodSymbol gate)
    {
        var attribute = gate.Find(KnownNames.GateAttribute)!;
        var parts = new List<string>();
        if (OnTimeoutOf(attribute) is var onTimeout && onTimeout != OnTimeoutNames[0])
            parts.Add($"OnTimeout = global::RunkonFlow.Typed.OnTimeout.{onTimeout}");
        if (attribute.Named("MinApprovals", 1) is var approvals and > 1)
            parts.Add($"MinApprovals = {ConstantText.Of(approvals)}");
        if (gate.Find(KnownNames.ResolvedByAttribute) is { } resolved)
            parts.Add($"ResolvedEvery = {Duration.Emitted(Duration.TryParse(resolved.Named<string?>("Every", null), out var every) ? every : TimeSpan.FromSeconds(30))}");
        return Timeout(attribute) + $", Gate = new() {{ {string.Join(", ", parts)}{(parts.Count > 0 ? " " : "")}}}";
    }

    public static string OfSignal(IMethodSymbol signal) => Timeout(signal.Find(KnownNames.SignalAttribute)!);

    private static string Timeout(AttributeData attribute)
        => Duration.TryParse(attribute.Named<string?>("Timeout", null), out var timeout) ? $", Timeout = {Duration.Emitted(timeout)}" : "";
}
