namespace RunkonFlow.Typed.Import.Tests;

/// <summary>What is said of files that are wrong or odd, and where.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("flow x {}", 1, 1, "A file begins with 'workflow NAME {'")]
    [InlineData("workflow \"x\" {}", 1, 10, "The workflow's name is missing")]
    [InlineData("workflow x { call a", 1, 20, "'}' is missing")]
    [InlineData("workflow x { call a { retries = -1 } }", 1, 33, "'-' is not a character of the language")]
    [InlineData("workflow x {\n  # no comment\n call a }", 2, 3, "'#' does not begin a comment")]
    [InlineData("workflow x { call a { with = [\"a } }", 1, 31, "no closing quote")]
    [InlineData("workflow x { call a { retries = 99999999999 } }", 1, 33, "too large")]
    [InlineData("workflow x { call a { retries = many } }", 1, 23, "a whole number")]
    [InlineData("workflow x { call a { retries = [1] } }", 1, 23, "one value, not a list")]
    [InlineData("workflow x { call \"../a.md\" }", 1, 19, "leaves its folder")]
    [InlineData("workflow x { call a { timeout = \"soon\" } }", 1, 23, "a time above 0")]
    [InlineData("workflow x { run a }", 1, 14, "A statement begins with")]
    [InlineData("workflow x { meta { trigger = hourly } call a }", 1, 21, "manual or pr or scheduled")]
    [InlineData("workflow x { while a { max_iterations = 1 call a } }", 1, 20, "'a' alone does not change")]
    [InlineData("workflow x { do a.b { call a } }", 1, 17, "a condition stands at the end")]
    [InlineData("workflow x { do { call a } while a.b }", 1, 14, "needs the option 'max_iterations'")]
    [InlineData("workflow x { do { max_iterations = 2 on_max_iter = stop call a } while a.b }", 1, 38, "fail or continue, not 'stop'")]
    [InlineData("workflow x { do { speed = 3 call a } }", 1, 19, "has no option 'speed'")]
    [InlineData("workflow x { parallel { fail_fast = true } }", 1, 14, "at least one 'call'")]
    [InlineData("workflow x { parallel { script a { run = b } } }", 1, 25, "only 'call AGENT'")]
    [InlineData("workflow x { parallel { call a { if = \"b\" } } }", 1, 34, "\"step.marker\", not \"b\"")]
    [InlineData("workflow x { gate pr_checks }", 1, 29, "'{' is missing")]
    [InlineData("workflow x { gate quality_gate { source = a } }", 1, 14, "needs the option 'threshold'")]
    [InlineData("workflow x { gate quality_gate { source = a threshold = 101 } }", 1, 45, "from 0 to 100")]
    [InlineData("workflow x { gate a { mode = loud } }", 1, 23, "min_approvals or review_decision")]
    [InlineData("workflow x { gate a { mode = review_decision min_approvals = 2 } }", 1, 23, "keep one")]
    [InlineData("workflow x { gate a { timeout = \"5ms\" } }", 1, 23, "a time above 0")]
    [InlineData("workflow x { gate a { options = b } }", 1, 23, "a map, a list or step.field")]
    [InlineData("workflow x { script a { env = { } } }", 1, 14, "needs the option 'run'")]
    [InlineData("workflow x { script a { run = b env = c } }", 1, 33, "is a map")]
    [InlineData("workflow x { script a { run = b timeout = \"1m\" } }", 1, 33, "a number of seconds above 0")]
    [InlineData("workflow x { script a { run = b env = { A = 1, B = 2 } } }", 1, 46, "stands no ','")]
    [InlineData("workflow x { foreach a { max_parallel = 1 workflow = b } }", 1, 14, "needs the option 'over'")]
    [InlineData("workflow x { foreach a { over = c max_parallel = 1 workflow = b ordered = maybe } }", 1, 65, "false or true")]
    public void What_cannot_be_read_is_refused_with_its_place(string text, int line, int column, string message)
    {
        var result = WorkflowImport.Import([new("x.wf", text)]);

        Assert.Equal((0, 1), (result.Imported, result.Refused));
        Assert.Empty(result.Files);
        Assert.Contains(result.Findings, one => one.Severity == FindingSeverity.Error && (one.Line, one.Column) == (line, column) && one.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void All_errors_of_a_file_are_found_at_once()
    {
        var result = WorkflowImport.Import([new("x.wf", """
            workflow x {
              call a { retries = many }
              if b { call }
              gate quality_gate { threshold = 200 source = c }
              say hello
              script d { run = e }
              foreach f { over = g }
            }
            """)]);

        Assert.Equal([2, 3, 4, 5, 7, 7], result.Findings.Where(one => one.Severity == FindingSeverity.Error).Select(one => one.Line).Order());
    }

    [Theory]
    [InlineData("workflow x { call a { speed = 3 } }", "has no option 'speed'")]
    [InlineData("workflow x { parallel { call a { timeout = 3 } call b } }", "has no option 'timeout'")]
    [InlineData("workflow x { if flag { output = b call a } inputs { flag boolean } }", "'if' takes no options")]
    [InlineData("workflow x { call a { as = b as = c } }", "stands twice")]
    [InlineData("workflow x { call a } call b", "Text behind the workflow's closing brace")]
    [InlineData("workflow x { call a if b.c { call d } }", "No step 'b' leaves a result")]
    [InlineData("workflow x { inputs { y required default = 1 } call a }", "never used")]
    [InlineData("workflow x { script a { run = b env { C = d } } }", "has no '='")]
    [InlineData("workflow x { parallel { min_success = 3 call a call b } }", "more than the 2 calls")]
    public void What_would_be_lost_is_said_in_a_finding_and_in_the_code(string text, string message)
    {
        var result = WorkflowImport.Import([new("x.wf", text)]);

        Assert.Equal(1, result.Imported);
        var finding = Assert.Single(result.Findings, one => one.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Contains($"// CHECK: {finding.Message}", result.Files[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_of_workflows_is_refused_with_its_path()
    {
        var result = WorkflowImport.Import([new("a.wf", "workflow a { call workflow b }"), new("b.wf", "workflow b { call workflow a }"), new("c.wf", "workflow c { call d }")]);

        Assert.Equal((1, 2), (result.Imported, result.Refused));
        Assert.Contains("a -> b -> a", result.Findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_workflows_of_one_name_are_not_imported_together()
    {
        var result = WorkflowImport.Import([new("a.wf", "workflow a { call b }"), new("old/a.wf", "workflow a { call c }")]);

        Assert.Equal((1, 1), (result.Imported, result.Refused));
        Assert.Equal("old/a.wf(1,1): error: The workflow 'a' stands in 'a.wf' too; import one of them.", Assert.Single(result.Findings).ToString());
    }

    [Fact]
    public void Comments_go_with_what_they_stand_before()
    {
        var result = WorkflowImport.Import([new("x.wf", "// top\nworkflow x {\n  call a // behind\n  // before\n  call b { // inside\n  }\n}\n// end")]);

        var code = result.Files[0].Text;
        var places = ((string[])["top", "end", "behind", "agents.AAsync", "before", "inside", "agents.BAsync"]).Select(text => code.IndexOf(text, StringComparison.Ordinal));
        Assert.All(places, at => Assert.True(at > 0));
        Assert.Equal(places.Order(), places);
    }
}
