using System.Collections.Immutable;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Reading;

/// <summary>
/// Reads a workflow. A statement that cannot be read is reported and left behind, so that one pass finds all of them.
/// </summary>
internal sealed partial class Parser
{
    private static readonly HashSet<string> Statements = ["call", "if", "unless", "while", "do", "parallel", "gate", "always", "script", "foreach"];

    private readonly TokenReader _tokens;
    private readonly OptionParser _options;
    private readonly Findings _findings;
    private List<string> _checks = [];

    private Parser(TokenReader tokens, Findings findings)
    {
        (_tokens, _findings) = (tokens, findings);
        _options = new OptionParser(tokens, Warn);
    }

    /// <summary>The workflow of a file; null when it cannot be imported, and the findings say why.</summary>
    public static WorkflowDefinition? Parse(string text, Findings findings)
    {
        var lexer = new Lexer(text, findings);
        lexer.Run();
        try
        {
            var definition = new Parser(new TokenReader(lexer.Tokens, lexer.Comments), findings).File();
            return findings.HasErrors ? null : definition;
        }
        catch (Refusal refusal)
        {
            findings.Error(refusal.At, refusal.Message);
            return null;
        }
    }

    public static bool IsStatement(Token token) => token.Kind == TokenKind.Word && Statements.Contains(token.Text);

    private WorkflowDefinition File()
    {
        var comments = _tokens.TakeComments();
        if (!_tokens.Current.IsWord("workflow")) throw new Refusal(_tokens.Current.At, $"A file begins with 'workflow NAME {{', not with {_tokens.Current.Shown}.");
        var at = _tokens.Advance().At;
        var name = _tokens.Name("The workflow's name");
        _tokens.Expect("{", "behind the workflow's name");

        var header = new Header(name, at);
        var (body, always) = (ImmutableArray.CreateBuilder<Node>(), ImmutableArray.CreateBuilder<Node>());
        while (_tokens.Current.Kind != TokenKind.End && !_tokens.Current.Is("}")) Item(header, body, always, comments);
        if (!_tokens.TryTake("}")) throw new Refusal(_tokens.Current.At, $"'}}' is missing at the end of workflow '{name}'.");

        if (_tokens.Current.Kind != TokenKind.End)
            Warn(_tokens.Current.At, "Text behind the workflow's closing brace: runkon-flow never reads it, and it is not imported. One file holds one workflow.");
        comments.AddRange(_tokens.TakeAllComments());
        return header.Complete(body.ToImmutable(), always.ToImmutable()) with { Comments = [.. comments], Checks = [.. _checks] };
    }

    private void Item(Header header, ImmutableArray<Node>.Builder body, ImmutableArray<Node>.Builder always, List<string> comments)
    {
        var depth = _tokens.Depth;
        try
        {
            if (_tokens.Current.IsWord("meta"))
            {
                _tokens.Advance();
                Meta(header);
                comments.AddRange(_tokens.TakeComments(trailingOnly: true));
            }
            else if (_tokens.Current.IsWord("inputs"))
            {
                _tokens.Advance();
                Inputs(header);
                comments.AddRange(_tokens.TakeComments(trailingOnly: true));
            }
            else if (_tokens.Current.IsWord("always"))
            {
                comments.AddRange(_tokens.TakeComments());
                _tokens.Advance();
                always.AddRange(Body("behind 'always'"));
            }
            else
            {
                body.Add(Statement());
            }
        }
        catch (Refusal refusal)
        {
            _findings.Error(refusal.At, refusal.Message);
            Recover(depth);
        }
    }

    private ImmutableArray<Node> Body(string where)
    {
        _tokens.Expect("{", where);
        return Rest();
    }

    /// <summary>The statements up to the closing brace, which is taken.</summary>
    private ImmutableArray<Node> Rest()
    {
        var body = ImmutableArray.CreateBuilder<Node>();
        var depth = _tokens.Depth;
        while (!_tokens.Current.Is("}"))
        {
            if (_tokens.Current.Kind == TokenKind.End) throw new Refusal(_tokens.Current.At, "'}' is missing at the end of a block.");
            try
            {
                body.Add(Statement());
            }
            catch (Refusal refusal)
            {
                _findings.Error(refusal.At, refusal.Message);
                Recover(depth);
            }
        }
        _tokens.Advance();
        return body.ToImmutable();
    }

    private void Recover(int depth)
    {
        // The statement itself must be left, or the same one would be read again.
        if (_tokens.Depth == depth && !_tokens.Current.Is("}")) _tokens.Advance();
        _tokens.SkipToStatement(depth);
    }

    private Node Statement()
    {
        var comments = _tokens.TakeComments();
        var outer = _checks;
        _checks = [];
        try
        {
            var node = ReadStatement();
            node.Comments.AddRange(comments);
            node.Comments.AddRange(_tokens.TakeComments(trailingOnly: true));
            node.Checks.AddRange(_checks);
            return node;
        }
        finally
        {
            _checks = outer;
        }
    }

    private Node ReadStatement()
    {
        var token = _tokens.Current;
        if (!IsStatement(token))
            throw new Refusal(token.At, $"A statement begins with call, if, unless, while, do, parallel, gate, script, foreach or always, not with {token.Shown}.");
        _tokens.Advance();
        return token.Text switch
        {
            "call" when _tokens.Current.IsWord("workflow") && _tokens.Following.Kind == TokenKind.Word && !IsStatement(_tokens.Following) => CallWorkflow(token.At),
            "call" => Call(token.At),
            "if" or "unless" => If(token.At, token.Text),
            "while" => While(token.At),
            "do" => Do(token.At),
            "parallel" => Parallel(token.At),
            "gate" => Gate(token.At),
            "script" => Script(token.At),
            "foreach" => ForEach(token.At),
            _ => new AlwaysNode(token.At, Body("behind 'always'")),
        };
    }

    /// <summary>Says something to the reader of the findings, and at the place in the emitted code.</summary>
    private void Warn(Position at, string message)
    {
        _findings.Warning(at, message);
        _checks.Add(message);
    }

    private OptionSet Set(string node, Position at, IEnumerable<Option> options) => new(node, at, options, _findings, Warn);

    /// <summary>Options in braces that hold nothing else; without braces there are none.</summary>
    private OptionSet Braced(string node, Position at, bool isRequired, params string[] maps)
    {
        if (isRequired) _tokens.Expect("{", $"behind {node}");
        else if (!_tokens.TryTake("{")) return Set(node, at, []);
        var options = Set(node, at, _options.Read(maps));
        if (!_tokens.TryTake("}")) throw new Refusal(_tokens.Current.At, $"In {node} stand options, 'key = value', up to '}}'. Here stands {_tokens.Current.Shown}.");
        return options;
    }
}
