# A program without any accessibility tree, as there are many in companies: made with Tk.
#
#   wish orders.tcl SCALE light|dark FILE
#
# It writes where each of its controls is into FILE: name, x, y, width, height.

package require Tk
lassign $argv scale theme file

tk scaling [expr {$scale * 96.0 / 72.0}]
option add *font {{DejaVu Sans} 10}
if {$theme eq "dark"} {
    option add *background #2b2b2b
    option add *foreground #e6e6e6
    option add *activeBackground #444444
    option add *selectColor #2b2b2b
    option add *Entry.background #1e1e1e
    . configure -background #2b2b2b
}
wm title . "Orders"
wm resizable . 0 0

menu .bar
. configure -menu .bar
foreach name {Order Customer Help} {
    menu .bar.[string tolower $name] -tearoff 0
    .bar add cascade -label $name -menu .bar.[string tolower $name]
}

label .number -text "Customer number"
entry .entry1
label .date -text "Delivery date"
entry .entry2
checkbutton .post -text "Send by post"
checkbutton .mail -text "Send by mail"
button .save -text "Save order"
button .draft -text "Save as draft"
button .cancel -text "Cancel"
button .delete -text "Delete"
set pad [expr {round(4 * $scale)}]
set row 0
foreach {left right} {.number .entry1 .date .entry2 .post .mail .save .draft .cancel .delete} {
    grid $left -row $row -column 0 -sticky w -padx $pad -pady $pad
    grid $right -row $row -column 1 -sticky w -padx $pad -pady $pad
    incr row
}

proc tell {} {
    global file
    set out [open $file.new w]
    foreach control {.number .date .post .mail .save .draft .cancel .delete} {
        puts $out "[string range $control 1 end] [winfo rootx $control] [winfo rooty $control]\
            [winfo width $control] [winfo height $control]"
    }
    # A menu bar is drawn by a copy of the menu; the distance of two entries is the width of the first.
    set bar .#bar
    for {set i 1} {$i < [.bar index end]} {incr i} {
        set name [string tolower [.bar entrycget $i -label]]
        set x [$bar xposition $i]
        puts $out "$name [expr {[winfo rootx $bar] + $x}] [winfo rooty $bar]\
            [expr {[$bar xposition [expr {$i + 1}]] - $x}] [winfo height $bar]"
    }
    close $out
    file rename -force $file.new $file
}
bind . <Configure> {after cancel tell; after 100 tell}
