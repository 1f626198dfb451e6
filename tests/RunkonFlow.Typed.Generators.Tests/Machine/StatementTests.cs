namespace RunkonFlow.Typed.Generators.Tests;

/// <summary>Each flow does the same as a machine and as the method that it is.</summary>
public sealed class StatementTests
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "locals and assignments", "c += a; var x = await Ask1(c); x++; c = await Ask2(x, c); await Tell1(x + c); return c * 10 + x;" },
        { "if and else", "if (a > 2) { c = await Ask1(a); } else if (a == 2) await Tell1(2); else { await Tell2(c); c = 5; } return c;" },
        { "pattern variable in a condition", "if (a is int o and > 1) { await Tell1(o); c = o; } else { await Tell2(0); } return c;" },
        { "out variable in a condition", "if (Try(a, out var half)) { await Tell1(half); c = half; } return c;" },
        { "while with continue and break", "while (Flow.Loop(c < 6, max: 9)) { c++; if (c == 3) continue; if (c == 5) break; await Tell1(c); } return c;" },
        { "while with Flow.Loop", "while (Flow.Loop(c < 4, max: 9)) { c++; await Tell1(c); } return c;" },
        { "do", "do { c = await Ask1(c, 1); } while (Flow.Loop(c < 4, max: 9)); return c;" },
        { "for", "for (int i = 0, j = 9; i < 3; i++, j--) { if (i == 1) continue; await Tell1(i * 10 + j); } return c;" },
        { "nested loops", "for (var i = 0; i < 2; i++) foreach (var j in new[] { 1, 2 }) { await Tell1(i * 10 + j); if (j == 2) break; } return c;" },
        { "foreach with a converted element", "foreach (long i in new List<int> { 1, 2 }) { await Tell1((int)i); } return 1;" },
        { "foreach that takes pairs apart", "foreach (var (x, y) in new[] { (1, 2), (3, 4) }) { await Tell1(x); c += y; } return c;" },
        { "null collection", "List<int> l = null!; foreach (var i in l) await Tell1(i); return 1;" },
        { "switch", "switch (a) { case 0: case 1: await Tell1(a); break; case int k when k > 3: await Tell2(k); c = k; break; default: await Tell3(a); c = 7; break; } return c;" },
        { "switch on a tuple pattern", "switch ((a, c)) { case (0, var q): await Tell1(q); c = q; break; case var (m, n) when m > n: await Tell2(m); break; default: await Tell3(99); break; } return c;" },
        { "a switch behind a finally that throws", "\n#pragma warning disable CS0162\ndo { try { c++; return c; } finally { await Tell3(c); throw new StepFailedException(\"own\", 1, \"Custom\", \"own\"); } } while (Flow.Loop(c < 3, max: 5)); try { for (var i = 0; i < 2; i++) { switch (a % 6) { case 0: c = await Ask1(a); break; case int k when k > c: { await Tell2(k); return k; } default: await Tell1(a); break; } } } finally { c++; } return c;" },
        { "a switch that is never reached", "\n#pragma warning disable CS0162\nfor (var i = 0; i < 2; i++) { try { c++; continue; } finally { await Tell3(c); } switch ((a, c)) { case (0, 0): { await Tell1(a); return c; } break; case (0 or 1, var k): { await Tell2(k); c = k + a; } break; default: c = await Ask1(a); break; } } return c;" },
        { "continue out of a switch in a loop", "for (var i = 0; i < 3; i++) { switch (i) { case 1: await Tell1(i); continue; default: await Tell2(i); break; } await Tell3(i); } return c;" },
        { "return from within", "for (var i = 0; i < 3; i++) { await Tell1(i); if (i == 1) return i + 40; } return c;" },
        { "return await", "if (a > 1) return await Ask1(a); return await Ask2(c);" },
        { "throw", "await Tell1(1); if (a > 1) throw new InvalidOperationException(\"too many\"); return c;" },
        { "fault in a segment", "await Tell1(1); c = Raise(a); await Tell2(c); return c;" },
        { "Flow.Fail", "await Tell1(1); throw Flow.Fail(\"enough\");" },
        { "blocks with same-named locals", "{ var x = await Ask1(1); await Tell1(x); } { var x = \"two\"; await Tell2(x.Length); c = x.Length; } return c;" },
        { "local function before and after an operation", "int F(int n) => n <= 0 ? c : F(n - 1) + 1; c = 3; await Tell1(F(2)); c = 4; return F(1);" },
        { "local function over a local of its segment", "await Tell1(1); var k = c + 1; const int Two = 2; int F() => k * Two; var d = F(); k = 9; await Tell2(d + F()); return F(); " },
        { "constant", "const int K = 4; await Tell1(K); c = K + c; await Tell2(c % K); return c;" },
        { "struct changed by its own method", "var e = new Counter(); await Tell1(1); if (a >= 0) { e.Up(); await Tell2(e.N); } return e.N;" },
        { "plain statements keep their own jumps", "for (var i = 0; i < 3; i++) { if (i == c) break; c += i; } while (true) { if (c > 0) break; } await Tell1(c); return c;" },
        { "plain try", "try { c = Raise(a); } catch (InvalidOperationException x) { c = x.Message.Length; } finally { Note(c); } await Tell1(c); return c;" },
        { "out variable in an argument", "await Tell1(Try(8, out var h) ? h : 0); await Tell2(h); return h;" },
        { "arguments that change one another", "c = await Ask1(c, c++); await Tell1(c); return c;" },
        { "named arguments out of order", "c = await Ask1(y: Note(2), x: Note(1)); return c;" },
        { "keyword-named local", "var @class = await Ask1(2); await Tell1(@class); return @class;" },
        { "widening target", "long w = await Ask1(2); await Tell1((int)w); return (int)w;" },
        { "assigned parameter", "a = await Ask1(a); await Tell1(a); return a;" },
        { "discards", "_ = await Ask1(1); await Ask2(2); return c;" },
        { "uninitialised local", "int x; if (a > 2) { await Tell1(1); x = 1; } else { x = await Ask1(5); } await Tell2(x); return x;" },
        { "declared without a value, assigned in a later segment", "int x, y = 2; await Tell1(y); x = y + 1; await Tell2(x); return x;" },
        { "Flow.As, ConfigureAwait, AsTask", "await Flow.As(\"first\", Tell1(1)); await Flow.As(\"second\", Tell1(2)); c = await Ask1(1).ConfigureAwait(false); c += a; c = await Ask2(c).AsTask(); return c;" },
        { "members of arguments", "var s = \"four\"; await Tell1(s.Length); await Tell2(s.Length + 1); return s.Length;" },
        { "comments and directives", "c = 2; // two\n#region one\n/* and */ await Tell1(c); /* then */\n#endregion\nif (c > 1) // more\n{\n#pragma warning disable CS0219\n c++; /* inline */ c++;\n}\nelse return 3; await Tell2(c); return c;" },
        { "jump behind a comment", "while (Flow.Loop(true, max: 9)) { if (c > 2) /* done */ break; else c++; if (c < 0) return 1; await Tell1(c); } return c;" },
        { "checked expression in a segment", "c = checked(c + 1); await Tell1(c); return c;" },
        { "closure inside a segment", "var f = () => c; c = 5; var g = f(); await Tell1(g); return g;" },
        { "deconstruction into locals", "var (x, y) = (a, c); await Tell1(x); (x, y) = (y, x); await Tell2(y); return x * 10 + y;" },
        { "using before the last operation", "await Tell1(1); using var s = new System.IO.StringReader(\"x\"); if (s.Peek() > 0) return Note(s.Read()); return c;" },
        { "collections as locals", "var l = System.Collections.Immutable.ImmutableArray.Create(1, 2); await Tell1(l.Length); l = l.Add(a); await Tell2(l[2]); return l.Length;" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_machine_does_what_its_method_does(string name, string body)
    {
        var probe = FlowProbe.Of(body);

        foreach (var a in new[] { 0, 1, 2, 3, 5 })
        {
            var end = await probe.SameAsync(a);
            Assert.False(string.IsNullOrEmpty(end), name);
        }
        await probe.SameAsync(2, "tell1", "ask1");
    }
}
