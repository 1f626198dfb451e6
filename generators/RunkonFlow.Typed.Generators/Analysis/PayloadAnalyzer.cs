using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using RunkonFlow.Typed.Generators.Diagnostics;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Rules;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Analysis;

/// <summary>
/// Reports parameters and results of a workflow's own steps that cannot be stored, and those that the workflow's JSON context does not list.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PayloadAnalyzer() : RuleAnalyzer(DataDiagnostics.PayloadCannotBeStored, DataDiagnostics.PayloadIsNotListed)
{
    private static readonly string[] DurableAttributes =
        [KnownNames.FlowAttribute, KnownNames.SubFlowAttribute, KnownNames.StepAttribute, KnownNames.GateAttribute, KnownNames.SignalAttribute];

    private protected override void Register(AnalysisContext context) => context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.Attribute(KnownNames.WorkflowAttribute) is null) return;
        var payloads = PayloadParser.For(type, context.Compilation);
        var jsonContext = type.Find(KnownNames.WorkflowAttribute)!.Named<INamedTypeSymbol?>("Json", null);
        foreach (var step in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (jsonContext is not null && DurableAttributes.Any(step.Has))
            {
                foreach (var (what, listed, location) in PayloadsAreListed.MissingOf(step, payloads))
                {
                    // For the code fix.
                    var properties = ImmutableDictionary<string, string?>.Empty.Add("type", listed).Add("context", TypeNames.MetadataName(jsonContext));
                    context.ReportDiagnostic(Diagnostic.Create(DataDiagnostics.PayloadIsNotListed, location, properties, what, listed, jsonContext.Name));
                }
            }
            // What a generic step takes and gives is known where it is called, and judged there.
            if ((step.Attribute(FlowNames.StepAttribute) is null && !WaitReader.IsWait(step)) || step.IsGenericMethod) continue;
            foreach (var fault in PayloadsCanBeStored.FaultsOf(step, payloads))
                context.ReportDiagnostic(Diagnostic.Create(DataDiagnostics.PayloadCannotBeStored, fault.Location, fault.What, fault.Why));
        }
    }
}
