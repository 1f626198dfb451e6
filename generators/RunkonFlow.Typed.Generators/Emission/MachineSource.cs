using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;
using RunkonFlow.Typed.Generators.Parsing;
using RunkonFlow.Typed.Generators.Values;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>Emits the machine of a workflow.</summary>
internal static class MachineSource
{
    /// <summary>The file that holds the machine; null when a flow has an error of ours or of the compiler's, which is then said once, by them.</summary>
    public static string? Create(INamedTypeSymbol workflow, Compilation compilation, CancellationToken cancellationToken)
    {
        if (WorkflowParser.FlowOf(workflow) is not { } entry || FlowReader.Read(workflow, entry, cancellationToken) is not { } surface)
            return null;
        var values = new ValuesEmitter(entry.Name + "Values");
        if (ReadLayouts(workflow, entry, values, compilation, cancellationToken) is not { } layouts)
            return null;
        var methods = MethodsOf(workflow, entry);
        var payloads = PayloadParser.For(workflow, compilation);
        var signals = WaitReader.Of(workflow).Where(m => m.Has(KnownNames.SignalAttribute))
            .Select(m => Signal(m, payloads)).ToList();
        if (signals.Any(s => s.Message.Fault is not null || s.Reply is { Fault: not null }))
            return null;
        var writer = new SourceWriter();
        using (MachineFile.Open(writer, workflow, methods, cancellationToken))
        {
            new MachineEmitter(writer, layouts[0], values, surface.Parameters.ToList(), signals).Emit(WorkflowFacts.Of(workflow), layouts);
            foreach (var layout in layouts)
            {
                new FrameEmitter(writer, layout).Emit();
                foreach (var operation in layout.Flow.Operations)
                    new CallEmitter(writer, layout).Emit(operation);
                foreach (var segment in layout.Lowered.Segments)
                    new SegmentEmitter(writer, layout).Emit(segment);
            }
            if (!values.IsEmpty)
                writer.Line();
            values.Emit(writer);
        }
        return writer.ToString();
    }

    private static SignalModel Signal(IMethodSymbol method, PayloadParser payloads)
    {
        var message = AsyncShape.Of(method).Result!;
        return new(DurableCall.IdOf(method), [.. method.FormerNames()], payloads.Parse(message), WaitReader.ReplyOf(message) is { } reply ? payloads.Parse(reply) : null);
    }

    /// <summary>The layouts of a workflow's frames, its flow's first; null when a flow has an error.</summary>
    public static List<FrameLayout>? ReadLayouts(INamedTypeSymbol workflow, Compilation compilation, CancellationToken cancellationToken)
        => WorkflowParser.FlowOf(workflow) is { } entry
            ? ReadLayouts(workflow, entry, new ValuesEmitter(entry.Name + "Values"), compilation, cancellationToken)
            : null;

    private static List<FrameLayout>? ReadLayouts(
        INamedTypeSymbol workflow, IMethodSymbol entry, ValuesEmitter values, Compilation compilation, CancellationToken cancellationToken)
    {
        var flows = new List<LoweredFlow>();
        foreach (var method in MethodsOf(workflow, entry))
        {
            if (HasErrors(method, compilation, cancellationToken) || FlowParser.Read(method, compilation, cancellationToken)?.Lowered is not { } lowered
                || !CanBeStored(lowered))
            {
                return null;
            }
            flows.Add(lowered);
        }
        foreach (var inner in flows.SelectMany(f => f.Flow.Inner).ToList())
        {
            var lowered = FlowLowering.Lower(inner);
            if (!CanBeStored(lowered))
                return null;
            flows.Add(lowered);
        }
        return Layouts(workflow, flows, values, compilation, cancellationToken);
    }

    private static List<IMethodSymbol> MethodsOf(INamedTypeSymbol workflow, IMethodSymbol entry)
        => [.. workflow.GetMembers().OfType<IMethodSymbol>().Where(m => m.Has(KnownNames.SubFlowAttribute)).Prepend(entry)];

    private static bool HasErrors(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);
            if (compilation.GetSemanticModel(syntax.SyntaxTree).GetDiagnostics(syntax.Span, cancellationToken).Any(d => d.Severity == DiagnosticSeverity.Error))
                return true;
        }
        return false;
    }

    /// <summary>A value that cannot be stored is an error that the analyzers report.</summary>
    private static bool CanBeStored(LoweredFlow lowered)
        => lowered.Persisted.All(n => lowered.Flow.Variables[n].Payload is { Fault: null })
            && lowered.Flow.Operations.All(o => o.ResultPayload is null or { Fault: null } && o.FanOut?.ItemPayload is null or { Fault: null } && o.Arguments.All(a => a.Copied is null or { Fault: null }))
            && lowered.Flow.ResultPayload is null or { Fault: null }
            && lowered.Flow.Loops.All(l => l.ProgressPayload is null or { Fault: null });

    /// <summary>The flow first, then its sub-flows; a called one is laid out before its callers. Null when they call one another in a circle.</summary>
    private static List<FrameLayout>? Layouts(
        INamedTypeSymbol workflow, List<LoweredFlow> flows, ValuesEmitter values, Compilation compilation, CancellationToken cancellationToken)
    {
        var usesClock = UsesClock(workflow, cancellationToken);
        var mapsLines = compilation.Options.OptimizationLevel == OptimizationLevel.Debug;
        var type = TypeNames.Emitted(workflow);
        var prefixes = new HashSet<string>(StringComparer.Ordinal);
        var names = flows.ToDictionary(f => f.Flow.Key, f => Unique(f.Flow.Name.TrimStart('@'), prefixes));
        var ready = new Dictionary<string, FrameLayout>(StringComparer.Ordinal);
        var waiting = flows.ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.Find(f => f.Flow.Operations.All(o =>
                (o.Kind != DurableKind.SubFlow || ready.ContainsKey(o.SubFlow)) && o.Branches.All(b => ready.ContainsKey(b.Flow))
                && (o.FanOut is null || ready.ContainsKey(o.FanOut.Flow))));
            if (next is null)
                return null;
            waiting.Remove(next);
            ready.Add(next.Flow.Key, new FrameLayout(next, names[next.Flow.Key], type, ready, values, usesClock, mapsLines));
        }
        return [.. flows.Select(f => ready[f.Flow.Key])];
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var unique = name;
        for (var n = 2; !taken.Add(unique); n++)
            unique = $"{name}{n}";
        return unique;
    }

    // A request is answered in a segment too, to the frame whose segment it is.
    private static bool UsesClock(INamedTypeSymbol workflow, CancellationToken cancellationToken)
        => WaitReader.Of(workflow).Any(m => AsyncShape.Of(m).Result is { } message && WaitReader.ReplyOf(message) is not null)
            || workflow.DeclaringSyntaxReferences.Any(r => r.GetSyntax(cancellationToken).DescendantTokens().Any(t => t.Parent is IdentifierNameSyntax
            && t.ValueText is "UtcNow" or "NewId"));
}
