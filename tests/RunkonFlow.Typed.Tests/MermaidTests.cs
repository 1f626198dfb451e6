using System.Text.RegularExpressions;
using RunkonFlow.Typed.Graphs;

namespace RunkonFlow.Typed.Tests;

/// <summary>Graphs as Mermaid text: the words of a user stay words.</summary>
public sealed class MermaidTests
{
    public static TheoryData<string> HostileNames { get; } =
    [
        "end", "subgraph", "graph TD", "class", "style", "click", "default", "A --> B", "a\"b", "\"]", "[x](y)", "{a}", "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>", "<b>bold</b>", "&lt;&#60;", "#35;#quot;", "%% comment", "%%{init: {\"theme\":\"dark\"}}%%", "`code`", "\"`**bold**`\"",
        "**bold** _it_ ~~x~~", "1. first", "1) first", "- first", "+ first", "* first", "# head", "> quote", "a\\nb", "style:#;", "classDef a:b#c;", "a; b;", "a|b|c",
        "fa:fa-ban", "$$x^2$$", "https://example.com/a?b=c&d", "www.example.com", "me@example.com", ":::done", "@{ shape: circle }", "Übersee 船 שלום", "a\u0301 é ﬀ", "---", "===",
        "((x))", "o--o", "x---x", "(start)", "'quoted'", "a\tb", "!important", "~", "^", "_", "Ω≈ç√", "#", ";", "%", "&", "\\", "\"",
    ];

    [Theory, MemberData(nameof(HostileNames))]
    public void A_name_is_written_so_that_it_reads_as_it_is(string name)
    {
        var label = MermaidLabel.Of(name);

        Assert.Equal(name.Replace('\t', ' '), Unescape(label));
        Assert.DoesNotMatch("[\"`<>\\[\\]{}|%&*_~\\\\]", label);
        Assert.DoesNotMatch("style.*:\\S*#|classDef.*:\\S*#", label);
    }

    [Fact]
    public void Lines_breaks_marks_of_direction_and_half_characters_do_no_harm()
    {
        Assert.Equal("a b<br/>c", MermaidLabel.Of("a\nb", "", null, "  ", "c"));
        Assert.Equal("ab", MermaidLabel.Of("a\u202Eb"));
        Assert.Equal("a\uFFFDb", MermaidLabel.Of("a\uD83Db"));
        Assert.Equal("👩‍🚀", MermaidLabel.Of("👩‍🚀"));
    }

    [Fact]
    public void A_long_title_is_cut_between_characters()
    {
        var label = MermaidLabel.Of(string.Concat(Enumerable.Repeat("🚢", 200)));

        Assert.Equal(string.Concat(Enumerable.Repeat("🚢", 80)) + "…", label);
    }

    [Fact]
    public void A_graph_is_drawn_with_boxes_and_arrows_of_each_kind()
    {
        Assert.Equal(
            """
            flowchart TD
                n0(["Shop #34;end#34;"])
                n1["pay"]
                n2[\"undo: refund"\]
                subgraph n3["sub-flow: part"]
                    n4(("start"))
                    n5{{"gate: ask"}}
                    n6(("end"))
                end
                subgraph n7["for each item: for-each"]
                    n8[["child: ship (parcel)"]]
                end
                n9(["end"])
                n0 --> n1
                n1 -. undone by .-> n2
                n1 -. on failure .-> n9
                n5 --> n6

            """,
            Sample(shopTitle: "Shop \"end\"").ToMermaid(), ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void The_json_of_a_graph_leaves_out_what_is_not_there()
    {
        Assert.StartsWith(
            """{"workflow":"shop","version":2,"title":"Shop","nodes":[{"id":"(start)","kind":"start"},{"id":"pay","kind":"step","stepId":"pay"},{"id":"pay/refund","kind":"compensation","stepId":"refund","isInFinalizer":true},{"id":"part","kind":"sub-flow","stepId":"part"},{"id":"part/(start)","kind":"start","within":"part"}""",
            Sample("Shop").ToJson(), StringComparison.Ordinal);
        Assert.EndsWith("""{"from":"pay","to":"(end)","kind":"failure"},{"from":"part/ask","to":"part/(end)","kind":"next"}]}""", Sample("Shop").ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_graph_of_an_item_is_what_its_fan_out_holds()
    {
        var graph = new FlowGraph
        {
            Workflow = "shop",
            Version = 1,
            Title = "Shop",
            Nodes =
            [
                new("pay", GraphNodeKind.Step, "pay"),
                new("for-each", GraphNodeKind.FanOut, "for-each"),
                new("for-each/part", GraphNodeKind.SubFlow, "part", Within: "for-each"),
                new("for-each/part/(start)", GraphNodeKind.Start, Within: "for-each/part"),
                new("for-each/part/ask", GraphNodeKind.Gate, "ask", Within: "for-each/part"),
            ],
            Edges = [new("pay", "for-each"), new("for-each/part/(start)", "for-each/part/ask")],
        };

        var item = graph.OfItem("for-each");

        Assert.Equal(
            [("(start)", null), ("for-each/part", null), ("for-each/part/(start)", "for-each/part"), ("for-each/part/ask", "for-each/part"), ("(end)", (string?)null)],
            item.Nodes.Select(static node => (node.Id, node.Within)));
        Assert.Equal([new("(start)", "for-each/part"), new("for-each/part", "(end)"), new GraphEdge("for-each/part/(start)", "for-each/part/ask")], item.Edges);
    }

    private static FlowGraph Sample(string shopTitle) => new()
    {
        Workflow = "shop",
        Version = 2,
        Title = shopTitle,
        Nodes =
        [
            new("(start)", GraphNodeKind.Start),
            new("pay", GraphNodeKind.Step, "pay"),
            new("pay/refund", GraphNodeKind.Compensation, "refund", IsInFinalizer: true),
            new("part", GraphNodeKind.SubFlow, "part"),
            new("part/(start)", GraphNodeKind.Start, Within: "part"),
            new("part/ask", GraphNodeKind.Gate, "ask", Within: "part"),
            new("part/(end)", GraphNodeKind.End, Within: "part"),
            new("for-each", GraphNodeKind.FanOut, "for-each"),
            new("for-each/ship", GraphNodeKind.Child, "parcel", Within: "for-each"),
            new("(end)", GraphNodeKind.End),
        ],
        Edges =
        [
            new("(start)", "pay"),
            new("pay", "pay/refund", GraphEdgeKind.Compensation),
            new("pay", "(end)", GraphEdgeKind.Failure),
            new("part/ask", "part/(end)"),
        ],
    };

    private static string Unescape(string label)
        => Regex.Replace(label, "#([0-9]+);", static code => char.ConvertFromUtf32(int.Parse(code.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
}
