using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <content>Gates.</content>
internal sealed partial class FlowWriter
{
    private void Gate(CodeWriter code, GateNode gate)
    {
        _hasOperation = true;
        if (IsInAlways(gate)) Warn(gate, "A rejection in 'always' replaces how the run ends; runkon-flow only logs it.");
        var method = $"{_methods.Take(CSharp.Pascal(gate.Type))}Async";
        var id = _ids.Take(CSharp.Id(gate.Type));
        var decision = _names.Take(CSharp.Camel(gate.Type));
        var selects = gate.IsHuman && (!gate.Options.IsEmpty || gate.OptionsFrom is not null);
        if (gate.IsHuman)
        {
            code.Line($"var {decision} = await {method}({(selects ? $"{OptionsOf(gate)}, " : "")}ct);");
            HumanGate(gate, method, id, selects);
        }
        else
        {
            code.Line($"var {decision} = await {method}({CodeWriter.Break}{GateRequest(gate)},{CodeWriter.Break} ct);");
            AutomatedGate(gate, method, id);
        }
        code.Line($"if (!{decision}.Approved) throw Flow.Fail({decision}.Feedback ?? {CSharp.Text($"{gate.Type}: rejected")});");
        code.Line($"log = log.Decided({decision}.Feedback{(selects ? $", {decision}.Selections" : "")});");
    }

    private string OptionsOf(GateNode gate)
        => gate.OptionsFrom is { } from ? $"{_locals.NameOf(from.Step)}.Options({CSharp.Text(from.Field)})" : CSharp.List(gate.Options.Select(static option => option.Key));

    private void HumanGate(GateNode gate, string method, string id, bool selects)
    {
        if (gate.Mode == "review_decision") Warn(gate, $"gate {gate.Type}: mode = review_decision is for pull requests; here people decide, {gate.MinApprovals} of them.");
        var parts = new List<string> { CSharp.Text(id), Timing(gate) };
        if (gate.MinApprovals > 1) parts.Add($"MinApprovals = {gate.MinApprovals}");
        if (gate.As is { } identity) parts.Add($"Assignee = {Template(identity)}");
        if (PromptOf(gate) is { } prompt) parts.Add($"Prompt = {Template(prompt)}");
        Member($"[Gate({CodeWriter.Break}{string.Join($",{CodeWriter.Break} ", parts)})]");
        var (type, options) = selects ? ("Decision<string>", "ImmutableArray<string> options, ") : ("Decision", "");
        _members.Line($"private partial ValueTask<{type}> {method}({options}CancellationToken ct = default);");
    }

    /// <summary>The question, with what the options mean where they have labels.</summary>
    private static string? PromptOf(GateNode gate)
    {
        var labels = gate.Options.Where(static option => option.Key != option.Value).Select(static option => $"{option.Key}: {option.Value}").ToList();
        if (labels.Count == 0) return gate.Prompt;
        return $"{gate.Prompt}{(gate.Prompt is null ? "" : " ")}({string.Join("; ", labels)})";
    }

    private void AutomatedGate(GateNode gate, string method, string id)
    {
        _usesGates = true;
        if (!gate.Options.IsEmpty || gate.OptionsFrom is not null) Warn(gate, $"gate {gate.Type}: its options are not imported, since nobody selects at an automated gate.");
        var look = $"{_methods.Take($"Look{CSharp.Pascal(gate.Type)}")}Async";
        Member($"[Gate({CSharp.Text(id)}, {Timing(gate)}), ResolvedBy(nameof({look}), Every = \"30s\")]");
        _members.Line($"private partial ValueTask<Decision> {method}(GateRequest request, CancellationToken ct = default);");
        Member($"[Step({CSharp.Text(_ids.Take($"look-{CSharp.Id(gate.Type)}"))})]");
        _members.Line($"private Task<Decision?> {look}(GateRequest request, CancellationToken ct = default) => gates.ResolveAsync(request, ct);");
    }

    private static string GateRequest(GateNode gate)
    {
        var options = new List<string>();
        if (gate.Prompt is { } prompt) options.Add($"Prompt = {CSharp.Text(prompt)}");
        if (gate.MinApprovals > 1) options.Add($"MinApprovals = {gate.MinApprovals}");
        if (gate.Mode is { } mode) options.Add($"Mode = {CSharp.Text(mode)}");
        if (gate.As is { } identity) options.Add($"As = {CSharp.Text(identity)}");
        return $"new GateRequest({CSharp.Text(gate.Type)}, log){Braces(options)}";
    }

    private static string Timing(GateNode gate)
        => $"Timeout = {CSharp.Text(gate.Timeout)}, OnTimeout = OnTimeout.{(gate.ContinuesAtTimeout ? "Continue" : "Fail")}";

    /// <summary>A text in which a brace is a brace: in an attribute's text a single one begins a parameter.</summary>
    private static string Template(string text)
        => CSharp.Text(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    private void QualityGate(CodeWriter code, QualityGateNode gate)
    {
        if (gate.ContinuesOnFail)
        {
            code.Comment($"quality_gate with on_fail = continue: goes on below {gate.Threshold} too.");
            return;
        }
        if (IsInAlways(gate)) Warn(gate, "A quality_gate in 'always' replaces how the run ends; runkon-flow only logs it.");
        var message = $"quality_gate: the confidence of {gate.Source} is below {gate.Threshold}";
        code.Line($"if ({_locals.NameOf(gate.Source)}.Confidence() < {gate.Threshold}) throw Flow.Fail({CSharp.Text(message)});");
    }

    private bool IsInAlways(Node node) => Definition.Always.SelectMany(WorkflowDefinition.Flatten).Any(other => ReferenceEquals(other, node));
}
