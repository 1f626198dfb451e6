using Microsoft.CodeAnalysis;

namespace RunkonFlow.Typed.Generators.Parsing;

/// <summary>What a parser finds wrong. The generator drops findings, the analyzers report them.</summary>
internal sealed class Finding(DiagnosticDescriptor rule, Location location, params object[] arguments)
{
    public DiagnosticDescriptor Rule { get; } = rule;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rule, location, arguments);
}
