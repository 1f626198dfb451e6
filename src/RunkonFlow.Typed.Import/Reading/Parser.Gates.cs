using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Reading;

/// <content>Gates.</content>
internal sealed partial class Parser
{
    private Node Gate(Position at)
    {
        var type = _tokens.Name("The gate's type");
        var options = Braced($"gate {type}", at, isRequired: true, "options");
        return type == "quality_gate" ? QualityGate(at, options) : Gate(at, type, options);
    }

    private GateNode Gate(Position at, string type, OptionSet options)
    {
        var min = options.Number("min_approvals", int.MaxValue);
        var mode = options.Text("mode");
        if (mode is not (null or "min_approvals" or "review_decision"))
            _findings.Error(options.Take("mode")!.At, $"'mode' of gate {type} is min_approvals or review_decision, not '{mode}'.");
        if (mode == "review_decision" && min is not null)
            _findings.Error(options.Take("mode")!.At, $"gate {type} has both 'mode = review_decision' and 'min_approvals'; keep one.");
        if (min == 0) Warn(options.Take("min_approvals")!.At, "min_approvals = 0 asks for nobody; here the least is 1.");
        var (selectable, from) = SelectableOf(type, options);
        var node = new GateNode(at, type)
        {
            Prompt = options.Text("prompt"),
            MinApprovals = Math.Max(1, min ?? 1),
            Mode = mode,
            Timeout = options.Duration("timeout", milliseconds: false) ?? "24h",
            ContinuesAtTimeout = options.Word("on_timeout", "fail", "continue") == "continue",
            As = options.Text("as"),
            Options = selectable,
            OptionsFrom = from,
        };
        options.Finish();
        return node;
    }

    private (ImmutableArray<KeyValuePair<string, string>>, (string, string)?) SelectableOf(string type, OptionSet options)
    {
        if (options.Take("options") is not { } option) return ([], null);
        switch (option.Value.Kind)
        {
            case OptionValueKind.Map:
                return (option.Value.Entries, null);
            case OptionValueKind.List:
                return ([.. option.Value.Items.Distinct().Select(static item => KeyValuePair.Create(item, item))], null);
            default:
                var dot = option.Value.Text.IndexOf('.', StringComparison.Ordinal);
                if (dot > 0 && dot < option.Value.Text.Length - 1) return ([], (option.Value.Text[..dot], option.Value.Text[(dot + 1)..]));
                _findings.Error(option.At, $"'options' of gate {type} is a map, a list or step.field, not '{option.Value.Text}'.");
                return ([], null);
        }
    }

    private QualityGateNode QualityGate(Position at, OptionSet options)
    {
        var source = options.Text("source", isRequired: true) ?? "";
        var threshold = options.Number("threshold", 100, isRequired: true) ?? 0;
        var continues = options.Word("on_fail", "fail", "continue") == "continue";
        if (options.Text("as") is not null) Warn(options.Take("as")!.At, "'as' of a quality_gate has no effect: it asks nobody.");
        options.Finish();
        return new(at, source, threshold, continues);
    }
}
